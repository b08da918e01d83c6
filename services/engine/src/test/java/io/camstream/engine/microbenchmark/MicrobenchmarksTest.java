package io.camstream.engine.microbenchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Nothing is measured here: each one only has to work. */
class MicrobenchmarksTest {

  private static final Options ONCE =
      new OptionsBuilder()
          .mode(Mode.SingleShotTime)
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .param("network", NetworkSize.SMALL.toString())
          .param("batch", "2")
          .shouldFailOnError(true)
          .verbosity(VerboseMode.SILENT)
          .build();

  @Test
  void shouldRunEveryMicrobenchmark() throws RunnerException {
    Collection<RunResult> results = new Runner(ONCE).run();

    assertThat(results)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }
}
