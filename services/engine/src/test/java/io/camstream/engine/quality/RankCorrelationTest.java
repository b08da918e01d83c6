package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Test
  void shouldBeOneForTheSameOrderAndMinusOneForTheOpposite() {
    float[] values = {3, -1, 7, 2.5f};
    float[] sameOrder = {30, 0, 1000, 29};
    float[] opposite = {-3, 1, -7, -2.5f};

    assertThat(RankCorrelation.of(values, sameOrder)).hasValue(1);
    assertThat(RankCorrelation.of(values, opposite)).hasValue(-1);
  }

  /** By scipy.stats.spearmanr 1.17. */
  @Test
  void shouldShareTheRanksOfEqualValues() {
    float[] first = {0, 0, 0, 1, 2, 2, 5};
    float[] second = {1, 0, 3, 0, 4, 4, 4};

    assertThat(RankCorrelation.of(first, second).getAsDouble())
        .isCloseTo(0.7450980392156863, within(1e-12));
    assertThat(RankCorrelation.ranks(first)).containsExactly(2, 2, 2, 4, 5.5, 5.5, 7);
  }

  @Test
  void shouldNotBeDefinedForAConstant() {
    assertThat(RankCorrelation.of(new float[] {1, 1, 1}, new float[] {1, 2, 3})).isEmpty();
  }
}
