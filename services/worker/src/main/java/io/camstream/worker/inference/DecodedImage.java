package io.camstream.worker.inference;

import io.camstream.engine.explanation.PreparedImage;
import io.camstream.engine.image.RgbImage;

/**
 * An image that is ready for the engine.
 *
 * @param image as decoded, for the pictures
 * @param prepared what the engine is given
 */
public record DecodedImage(RgbImage image, PreparedImage prepared) {}
