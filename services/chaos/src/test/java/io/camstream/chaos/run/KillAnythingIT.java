package io.camstream.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills, ends and freezes every process of the real system while images flow. The long form is that
 * of the profile {@code chaos}.
 */
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class KillAnythingIT {

  @TempDir private Path directory;

  @Test
  void shouldGiveEachImageOneOutcomeWhateverIsKilled() throws Exception {
    ChaosResult result = new ChaosRun(ChaosPlan.fromSystemProperties(), directory).run();

    System.out.printf("%nKill anything%n%s%n", result.table());
    assertThat(result.verdict().findings()).as(result.verdict().toString()).isEmpty();
    assertThat(result.misbehaviour()).isEmpty();
  }
}
