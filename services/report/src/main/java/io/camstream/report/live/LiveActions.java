package io.camstream.report.live;

import java.util.List;
import java.util.Set;

/** What a page may ask of the system around the report service. Thread-safe. */
public interface LiveActions {

  /** Of a report service that knows of nothing around it. */
  static LiveActions none() {
    return new LiveActions() {
      @Override
      public List<ServiceState> services() {
        return List.of();
      }

      @Override
      public boolean canReplay() {
        return false;
      }

      @Override
      public long replay(Set<String> imageKeys) {
        throw new UnsupportedOperationException("this service can't replay");
      }
    };
  }

  /** A service's state in a page's strip. */
  record ServiceState(String name, boolean ready, String detail) {}

  /** The services that can be asked how they are. */
  List<ServiceState> services();

  /** Whether {@link #replay} does anything. */
  boolean canReplay();

  /**
   * Puts failed images back to be explained again.
   *
   * @param imageKeys bucket and key of each, {@code bucket/key}
   * @return number of failures that were replayed
   * @throws io.camstream.platform.error.UserError if that can't be done now
   */
  long replay(Set<String> imageKeys);
}
