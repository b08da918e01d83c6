package io.camstream.worker.pipeline;

import io.camstream.engine.PreparedImage;
import io.camstream.engine.image.RgbImage;

/**
 * A decoded image with its model input.
 *
 * @param image decoded image, for rendering
 * @param prepared input of the engine
 */
public record DecodedImage(RgbImage image, PreparedImage prepared) {}
