package io.camstream.chaos.run;

import io.camstream.chaos.system.LiveSystem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param images that are put into the bucket while faults are injected
 * @param overwritten of them, once they are explained
 * @param timeOfImage in the engine of one worker
 */
record ChaosPlan(long seed, int images, int overwritten, Duration timeOfImage, List<Fault> faults) {
  private static final String FORM = "camstream.chaos.form";
  private static final String SEED = "camstream.chaos.seed";

  /**
   * That which the system properties ask for: the short form and another seed each time, if none.
   */
  static ChaosPlan fromSystemProperties() {
    Long wanted = Long.getLong(SEED);
    long seed = wanted == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : wanted;
    return System.getProperty(FORM, "short").equals("long") ? longForm(seed) : shortForm(seed);
  }

  private static ChaosPlan shortForm(long seed) {
    List<Fault> faults =
        FaultSchedule.draw(
            seed, LiveSystem.names(), 12, Duration.ofMillis(4_500), Duration.ofSeconds(15));
    return new ChaosPlan(seed, 400, 8, Duration.ofMillis(150), faults);
  }

  private static ChaosPlan longForm(long seed) {
    List<Fault> faults =
        FaultSchedule.draw(
            seed, LiveSystem.names(), 50, Duration.ofSeconds(15), Duration.ofSeconds(60));
    return new ChaosPlan(seed, 10_000, 200, Duration.ofMillis(100), faults);
  }

  /** As long as the faults come. */
  Duration flow() {
    return faults.get(faults.size() - 1).at();
  }
}
