package io.camstream.cli.run;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * What the user hears when the embedded broker ends the process. It does so when it can't go on
 * safely, for example because the disk is full, and would say it in its log alone.
 */
public final class BrokerHalt {
  private BrokerHalt() {}

  /**
   * @param tell gets the broker's reason, just before the process ends
   */
  public static void tell(Consumer<String> tell) {
    Exit.setHaltProcedure(
        (status, reason) -> {
          tell.accept(reason == null ? "no reason given" : reason);
          Runtime.getRuntime().halt(status);
        });
  }
}
