/**
 * A PNG encoder for figures that repeat the same pictures. It encodes 8-bit RGB several times
 * faster than {@link java.util.zip.Deflater} at comparable size.
 *
 * <p>Entry point, and the only public type: {@link io.camstream.engine.png.PngEncoder}.
 *
 * <p>Depends on {@code engine.image} for {@link io.camstream.engine.image.RgbImage}.
 */
package io.camstream.engine.png;
