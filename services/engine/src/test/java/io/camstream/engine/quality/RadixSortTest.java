package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RadixSortTest {

  @Test
  void shouldSortAsTheLibraryDoes() {
    Random random = new Random(1);
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      float magnitude = (float) Math.pow(10, random.nextInt(70) - 40);
      values[i] = i % 5 == 0 ? 0 : random.nextFloat() * magnitude;
    }
    values[7] = Float.MAX_VALUE;
    values[8] = Float.MIN_VALUE;
    float[] expected = values.clone();
    Arrays.sort(expected);

    assertThat(RadixSort.rising(values)).isEqualTo(expected);
  }

  @Test
  void shouldTakeMinusZeroForZero() {
    assertThat(RadixSort.rising(new float[] {1, -0f, 0.5f})).containsExactly(0f, 0.5f, 1f);
  }

  @Test
  void shouldSortNothing() {
    assertThat(RadixSort.rising(new float[0])).isEmpty();
  }
}
