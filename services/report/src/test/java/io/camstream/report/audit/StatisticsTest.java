package io.camstream.report.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against values of R: prop.test(correct = FALSE), pbinom, phyper, p.adjust. */
class StatisticsTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  @Test
  void wilsonIsThatOfPropTest() {
    assertThat(Statistics.wilson(8, 8).low()).isCloseTo(0.6755921, CLOSE);
    assertThat(Statistics.wilson(7, 8).low()).isCloseTo(0.5291102, Offset.offset(1e-4));
    assertThat(Statistics.wilson(0, 10).low()).isZero();
    assertThat(Statistics.wilson(0, 10).high()).isCloseTo(0.2775327998628899, CLOSE);
    assertThat(Statistics.wilson(0, 0)).isEqualTo(new Statistics.Interval(0, 1));
  }

  @Test
  void binomialTailIsExact() {
    assertThat(Statistics.binomialTail(0, 10, 0.1)).isCloseTo(1, CLOSE);
    assertThat(Statistics.binomialTail(3, 10, 0.1)).isCloseTo(0.0701908, CLOSE);
    assertThat(Statistics.binomialTail(40, 100, 0.3)).isCloseTo(0.0209886, Offset.offset(1e-5));
  }

  @Test
  void fisherIsTheTailOfTheHypergeometricDistribution() {
    // Tea tasting: 3 of 4 and 1 of 4.
    assertThat(Statistics.fisher(3, 4, 1, 4)).isCloseTo(17.0 / 70, CLOSE);
    assertThat(Statistics.fisher(0, 4, 4, 4)).isCloseTo(1, CLOSE);
  }

  @Test
  void holmKeepsTheOrderOfItsArguments() {
    assertThat(Statistics.holm(List.of(0.04, 0.01, 0.03))).containsExactly(0.06, 0.03, 0.06);
    assertThat(Statistics.holm(List.of())).isEmpty();
  }
}
