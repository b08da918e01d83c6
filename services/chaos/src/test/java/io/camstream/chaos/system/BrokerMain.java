package io.camstream.chaos.system;

import io.camstream.embedded.KafkaBroker;
import java.nio.file.Path;
import java.util.Map;

/** The broker in a process of its own. It runs until it is stopped. */
public final class BrokerMain {
  static final String READY = "The broker is ready";

  private BrokerMain() {}

  /** Arguments: directory, port. */
  public static void main(String[] arguments) {
    // A killed worker's transaction is looked for every 10 seconds otherwise.
    Map<String, String> settings =
        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
    KafkaBroker broker =
        KafkaBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    System.out.println(READY);
  }
}
