package io.camstream.report.live;

import java.util.List;
import java.util.Set;

/** What a page may ask of the system around the report service. Thread-safe. */
public interface LiveActions {

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
   * @return how many were put back
   * @throws io.camstream.platform.error.UserError if that can't be done now
   */
  long replay(Set<String> imageKeys);
}
