package io.camstream.engine.explanation;

import io.camstream.engine.preprocessing.ModelView;
import io.camstream.engine.preprocessing.PixelValues;

/**
 * One image, ready to be explained. Does not hold the image itself.
 *
 * @param pixels the model's input
 * @param view the part of the image that it shows
 */
public record PreparedImage(PixelValues pixels, ModelView view) {}
