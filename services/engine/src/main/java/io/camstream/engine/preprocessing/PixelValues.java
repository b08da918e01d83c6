package io.camstream.engine.preprocessing;

/**
 * A model's input for one image: rescaled, normalised, three channels (red, green, blue) one after
 * the other, each row by row. Immutable by convention.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param chw {@code 3 * height * width} values
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the network without a copy, never compared.
public record PixelValues(int height, int width, float[] chw) {

  public PixelValues {
    if (chw.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "an input of 3 × " + height + " × " + width + " can't have " + chw.length + " values");
    }
  }
}
