/**
 * From the bytes of a file to the input of the model, with the pixel values of Pillow.
 *
 * <p>Entry points: {@link io.camstream.engine.image.ImageDecoder} decodes BMP, PNG, JPEG, TIFF and
 * WebP into an {@link io.camstream.engine.image.RgbImage}; {@link
 * io.camstream.engine.image.Preprocessor} resizes, crops and normalises it as {@code
 * preprocessor_config.json} says.
 *
 * <p>Depends on no other package of the engine. Input is hostile: sizes are checked before memory
 * is allocated.
 */
package io.camstream.engine.image;
