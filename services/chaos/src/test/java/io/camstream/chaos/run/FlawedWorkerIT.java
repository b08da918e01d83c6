package io.camstream.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.chaos.check.CheckFinding.Kind;
import io.camstream.chaos.check.CheckVerdict;
import io.camstream.chaos.check.Checker;
import io.camstream.chaos.system.Member;
import io.camstream.chaos.system.SmallSystem;
import io.camstream.chaos.worker.Flaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checker that never failed proves nothing. Workers that are broken on purpose are killed in the
 * middle of their work, just as the real one is in {@link KillAnythingIT}, and the checker must
 * notice.
 */
@EnabledIfSystemProperty(named = "camstream.chaos.form", matches = "long")
@Timeout(300)
class FlawedWorkerIT {
  private static final int IMAGES = 60;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration TIME_OF_IMAGE = Duration.ofMillis(100);

  @TempDir private Path directory;

  @Test
  void shouldFindTheImagesLostByABufferInMemory() throws Exception {
    CheckVerdict verdict = killInTheMiddle(Flaw.MEMORY_BUFFER);

    assertThat(verdict.count(Kind.LOST)).as(verdict.toString()).isPositive();
    assertThat(verdict.count(Kind.REPORT_WRONG)).isZero();
  }

  @Test
  void shouldFindTheObjectsLostByACommitBeforeTheUpload() throws Exception {
    CheckVerdict verdict = killInTheMiddle(Flaw.EARLY_COMMIT);

    assertThat(verdict.count(Kind.OBJECT_MISSING)).as(verdict.toString()).isPositive();
    assertThat(verdict.count(Kind.LOST)).isZero();
  }

  /** Kills a worker with this flaw, and lets a sound one do the rest. */
  private CheckVerdict killInTheMiddle(Flaw flaw) throws Exception {
    String prefix = "flawed-" + flaw.name().toLowerCase(Locale.ROOT).replace('_', '-');
    try (SmallSystem system = SmallSystem.start(directory, prefix);
        Checker checker = new Checker(system.settings().checked())) {
      ImageFiles files = new ImageFiles(1);
      new ImageFlow(system.settings().checked().store(), files).put(0, IMAGES, Duration.ZERO);
      try (Member worker = system.startWorker("flawed", TIME_OF_IMAGE, flaw)) {
        await().atMost(LIMIT).until(() -> checker.topics().outcomes().size() >= IMAGES / 10);
        worker.kill();
      }
      assertThat(checker.topics().outcomes()).as("when it was killed").hasSizeLessThan(IMAGES);
      system.startWorker("sound", Duration.ZERO, Flaw.NONE);
      new Settlement(checker, Duration.ofSeconds(20)).await();
      return checker.check();
    }
  }
}
