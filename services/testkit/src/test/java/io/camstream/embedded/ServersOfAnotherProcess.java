package io.camstream.embedded;

import java.nio.file.Path;

/** Starts embedded servers in a process that a test then kills. */
final class ServersOfAnotherProcess {
  static final String PIDS = "pids: ";

  private ServersOfAnotherProcess() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedServers servers =
        EmbeddedServers.start(EmbeddedOptions.keepingDataIn(Path.of(args[0], "data")));
    System.out.println(
        "%s%d %d %d"
            .formatted(
                PIDS, servers.broker().pid(), servers.registry().pid(), servers.store().pid()));
    Thread.currentThread().join();
  }
}
