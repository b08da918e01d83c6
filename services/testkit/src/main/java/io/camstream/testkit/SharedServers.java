package io.camstream.testkit;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;

/**
 * One set of embedded servers for all integration tests of a JVM. They start when first asked for
 * and stop when the JVM ends. Tests keep apart by topic prefix and bucket names.
 */
public final class SharedServers {
  private SharedServers() {}

  /** The running servers. Never close or stop them: other tests use them. Thread-safe. */
  public static EmbeddedServers get() {
    return Holder.SERVERS;
  }

  private static final class Holder {
    private static final EmbeddedServers SERVERS = start();

    private static EmbeddedServers start() {
      EmbeddedServers servers = EmbeddedServers.start(EmbeddedOptions.temporary());
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-shared-servers"));
      return servers;
    }
  }
}
