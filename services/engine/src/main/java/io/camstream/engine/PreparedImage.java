package io.camstream.engine;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import java.util.function.Function;

/**
 * One image, ready to be explained. Holds the levels of the model's input, a quarter of the size of
 * its pixel values, because many images wait for their batch.
 *
 * @param resized resized and cropped for the model
 * @param normalisation makes pixel values of levels; pure
 * @param view the part of the image that the model's input shows
 */
public record PreparedImage(
    RgbImage resized, Function<RgbImage, PixelValues> normalisation, ModelView view) {

  /** The model's input; computed on every call. */
  public PixelValues pixels() {
    return normalisation.apply(resized);
  }

  /** Rows of the model's input. */
  public int inputHeight() {
    return resized.height();
  }

  /** Columns of the model's input. */
  public int inputWidth() {
    return resized.width();
  }
}
