package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FocusMeasuresTest {

  private static final int SIZE = 20;

  @Test
  void shouldMeasureAnEvenMap() {
    float[] even = new float[SIZE * SIZE];
    Arrays.fill(even, 0.5f);
    boolean[] upperHalf = new boolean[SIZE * SIZE];
    Arrays.fill(upperHalf, 0, SIZE * SIZE / 2, true);

    FocusMeasures focus = FocusMeasures.of(even, SIZE, SIZE, upperHalf).orElseThrow();

    assertThat(focus.borderShare()).isCloseTo(0.36, within(1e-9));
    assertThat(focus.backgroundShare()).isCloseTo(0.5, within(1e-9));
    assertThat(focus.concentration()).isCloseTo(0, within(1e-9));
    assertThat(focus.centreX()).isCloseTo(0.5, within(1e-9));
    assertThat(focus.centreY()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void shouldMeasureAPointInACorner() {
    float[] point = new float[SIZE * SIZE];
    point[SIZE - 1] = 0.7f;

    FocusMeasures focus =
        FocusMeasures.of(point, SIZE, SIZE, new boolean[SIZE * SIZE]).orElseThrow();

    assertThat(focus.borderShare()).isEqualTo(1);
    assertThat(focus.backgroundShare()).isZero();
    assertThat(focus.concentration()).isCloseTo(1 - 1.0 / (SIZE * SIZE), within(1e-9));
    assertThat(focus.centreX()).isCloseTo(0.975, within(1e-9));
    assertThat(focus.centreY()).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void shouldHaveNothingOnTheBorderOfACentredMap() {
    float[] centred = new float[SIZE * SIZE];
    for (int y = 2; y < 18; y++) {
      Arrays.fill(centred, y * SIZE + 2, y * SIZE + 18, 1);
    }

    assertThat(FocusMeasures.of(centred, SIZE, SIZE, new boolean[400]).orElseThrow().borderShare())
        .isZero();
  }

  /** Of (1, 2, 3, 4): 2 (1 + 4 + 9 + 16) / (4 · 10) − 5 / 4. */
  @Test
  void shouldHaveTheGiniCoefficientAsConcentration() {
    FocusMeasures focus =
        FocusMeasures.of(new float[] {3, 1, 4, 2}, 2, 2, new boolean[4]).orElseThrow();

    assertThat(focus.concentration()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void shouldMeasureNothingWhereNothingIs() {
    assertThat(FocusMeasures.of(new float[4], 2, 2, new boolean[4])).isEmpty();
  }
}
