package io.camstream.engine.image;

/**
 * The model's input for one image.
 *
 * @param height rows
 * @param width columns
 * @param chw {@code 3 * height * width} normalised values: channel, row, column; immutable by
 *     convention
 */
@SuppressWarnings("ArrayRecordComponent") // 600 kB an image: a copy for each reader would cost.
public record PixelValues(int height, int width, float[] chw) {

  public PixelValues {
    if (height < 1 || width < 1 || chw.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "an input of " + height + " × " + width + " can't have " + chw.length + " values");
    }
  }
}
