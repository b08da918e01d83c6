package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the network computes in, from the pixels to the last block and back. The classifier and all
 * maps are computed in float32 or better.
 */
public enum Precision {
  FLOAT32(DataType.FLOAT32, 1),

  /**
   * Half precision, for GPUs: half the memory and less time. Gradients are small beside what it can
   * hold, so they are computed 1024 times as large.
   */
  FLOAT16(DataType.FLOAT16, 1024);

  private final DataType type;
  private final float gradientScale;

  Precision(DataType type, float gradientScale) {
    this.type = type;
    this.gradientScale = gradientScale;
  }

  /**
   * @throws IllegalArgumentException unless it is {@code float32} or {@code float16}
   */
  public static Precision parse(String name) {
    List<String> names = Arrays.stream(values()).map(Precision::toString).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no precision '%s'; it must be %s".formatted(name, String.join(" or ", names)));
    }
    return values()[index];
  }

  /** By how much gradients are larger in the network. */
  float gradientScale() {
    return gradientScale;
  }

  /** The array itself if it has this precision already, else a copy on the same manager. */
  NDArray of(NDArray array) {
    return array.toType(type, false);
  }

  /**
   * The array itself if it is float32 already, else a copy on the same manager, without a graph.
   */
  static NDArray single(NDArray array) {
    return array.toType(DataType.FLOAT32, false);
  }

  /** {@code float32} or {@code float16}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
