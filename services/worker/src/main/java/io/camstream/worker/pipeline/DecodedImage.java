package io.camstream.worker.pipeline;

import io.camstream.engine.PreparedImage;
import io.camstream.engine.image.RgbImage;

/**
 * An image that is ready for the engine.
 *
 * @param image as decoded, for the pictures
 * @param prepared what the engine is given
 */
public record DecodedImage(RgbImage image, PreparedImage prepared) {}
