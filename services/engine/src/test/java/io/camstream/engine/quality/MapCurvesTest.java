package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.image.PixelValues;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapCurvesTest {

  private static final float[] MAP = {0.1f, 0.9f, 0.5f, 0.5f};

  @Test
  void shouldDeleteTheMostImportantPixelsFirst() {
    List<PixelValues> steps = new MapCurves(input(2, 2), 4).deletions(MAP);

    assertThat(steps).hasSize(4);
    assertThat(firstChannel(steps.get(0))).containsExactly(1, 0, 3, 4);
    assertThat(firstChannel(steps.get(1)))
        .as("equal values from the top left")
        .containsExactly(1, 0, 0, 4);
    assertThat(firstChannel(steps.get(2))).containsExactly(1, 0, 0, 0);
    assertThat(steps.get(3).chw()).containsOnly(0);
    assertThat(steps.get(0).chw()[4 + 1]).as("in every channel").isZero();
  }

  @Test
  void shouldInsertTheMostImportantPixelsFirstIntoTheBlurredInput() {
    PixelValues input = input(16, 16);
    float[] map = new float[256];
    map[100] = 1;

    List<PixelValues> steps = new MapCurves(input, 256).insertions(map);

    assertThat(steps).hasSize(256);
    PixelValues blurred = steps.get(0);
    assertThat(blurred.chw()[100]).isNotEqualTo(input.chw()[100]);
    assertThat(steps.get(1).chw()[100]).isEqualTo(input.chw()[100]);
    assertThat(steps.get(1).chw()[101]).isEqualTo(blurred.chw()[101]);
  }

  @Test
  void shouldKeepAnEvenInputEvenWhenBlurring() {
    float[] values = new float[3 * 8 * 5];
    Arrays.fill(values, 0.7f);
    PixelValues blurred =
        new MapCurves(new PixelValues(8, 5, values), 1).insertions(new float[40]).get(0);

    for (float value : blurred.chw()) {
      assertThat(value).isCloseTo(0.7f, within(1e-6f));
    }
  }

  @Test
  void shouldMaskEveryChannel() {
    PixelValues masked = new MapCurves(input(2, 2), 1).masked(MAP);

    assertThat(masked.chw()[1]).isEqualTo(2 * 0.9f);
    assertThat(masked.chw()[4 + 1]).isEqualTo(6 * 0.9f);
    assertThat(masked.chw()[8 + 3]).isEqualTo(12 * 0.5f);
  }

  @Test
  void shouldMeasureTheAreaByTrapezoids() {
    assertThat(MapCurves.area(List.of(1.0, 1.0, 1.0))).isEqualTo(1);
    assertThat(MapCurves.area(List.of(0.0, 1.0))).isEqualTo(0.5);
    assertThat(MapCurves.area(List.of(0.0, 1.0, 0.0, 0.0))).isCloseTo(1 / 3.0, within(1e-12));
  }

  /** 1, 2, 3, … */
  private static PixelValues input(int height, int width) {
    float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return new PixelValues(height, width, values);
  }

  private static float[] firstChannel(PixelValues input) {
    return Arrays.copyOf(input.chw(), input.height() * input.width());
  }
}
