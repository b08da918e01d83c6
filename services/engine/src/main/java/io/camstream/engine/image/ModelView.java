package io.camstream.engine.image;

/**
 * The part of an image that the model sees, in pixels of the decoded image. Maps cover exactly this
 * part: for a centre crop it is smaller than the image, for a squashed one it is the whole image.
 *
 * @param x left edge; negative where the crop was padded
 * @param y top edge
 * @param width in pixels of the image, not of the model's input
 * @param height in pixels of the image
 */
public record ModelView(double x, double y, double width, double height) {}
