package io.camstream.engine.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes BMP, PNG, JPEG, TIFF and WebP to 8-bit RGB as PIL's {@code Image.open(…).convert("RGB")}
 * does: alpha is dropped, not blended; palettes are resolved; grey is repeated; 16-bit colour keeps
 * its high byte, 16-bit grey is clipped at 255; CMYK is converted without a colour profile;
 * embedded profiles are ignored. Of a file with several images the first is read.
 *
 * <p>Lossless formats and JPEG give the levels of Pillow 13 exactly; JPEG may differ by a few
 * levels where PIL was built with another libjpeg. Lossy WebP differs by 2 levels on average, as
 * ImageIO's reader interpolates colour more coarsely. Floating-point TIFF is refused.
 *
 * <p>Thread-safe.
 */
public final class ImageDecoder {

  private final DecodeLimits limits;
  private final Orientation orientation;

  public ImageDecoder() {
    this(DecodeLimits.DEFAULT, Orientation.AS_PIL);
  }

  public ImageDecoder(DecodeLimits limits) {
    this(limits, Orientation.AS_PIL);
  }

  public ImageDecoder(DecodeLimits limits, Orientation orientation) {
    this.limits = limits;
    this.orientation = orientation;
  }

  /**
   * Decodes one file.
   *
   * @param file the whole file
   * @throws UnreadableImageException if the file is empty, no image of a known format, broken, or
   *     larger than the limits
   */
  public RgbImage decode(byte[] file) throws UnreadableImageException {
    ImageFormat format = format(file);
    return read(
        file,
        format,
        reader -> {
          Truncation.check(file, format);
          return oriented(file, format, toRgb(file, format, reader));
        });
  }

  /**
   * Width × height of the image, told from its header: what decoding it will take.
   *
   * @param file the whole file
   * @throws UnreadableImageException if the header can't be read, or the image is larger than the
   *     limits
   */
  public long pixels(byte[] file) throws UnreadableImageException {
    return read(file, format(file), reader -> (long) reader.getWidth(0) * reader.getHeight(0));
  }

  private ImageFormat format(byte[] file) throws UnreadableImageException {
    if (file.length == 0) {
      throw new UnreadableImageException(Code.EMPTY_FILE, "the file is empty");
    }
    if (file.length > limits.maxBytes()) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "the file has " + file.length + " bytes, the limit is " + limits.maxBytes());
    }
    return ImageFormat.of(file)
        .orElseThrow(
            () ->
                new UnreadableImageException(
                    Code.UNSUPPORTED_FORMAT,
                    "not an image in a known format (BMP, PNG, JPEG, TIFF, WebP)"));
  }

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /** Opens the file, checks its size and reads from it. */
  private <T> T read(byte[] file, ImageFormat format, Reading<T> reading)
      throws UnreadableImageException {
    ImageReader reader = null;
    byte[] plain = ColorProfiles.hidden(file, format);
    try (ImageInputStream input = new ByteArrayImageInputStream(plain)) {
      reader = reader(format);
      reader.setInput(input, true, false);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      return reading.from(reader);
    } catch (IOException | RuntimeException e) {
      // Decoders of hostile input throw whatever their parser trips over, not only IOException.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE, "broken " + format.readerName() + " file: " + reason, e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private RgbImage oriented(byte[] file, ImageFormat format, RgbImage image) throws IOException {
    boolean upright = orientation == Orientation.UPRIGHT || format == ImageFormat.TIFF;
    return upright ? ExifOrientation.of(file, format).apply(image) : image;
  }

  private static RgbImage toRgb(byte[] file, ImageFormat format, ImageReader reader)
      throws IOException {
    if (format == ImageFormat.JPEG) {
      JpegColors colors = JpegColors.of(file);
      if (colors.components() == 4) {
        return colors.toRgb(reader.readRaster(0, null));
      }
    }
    return PilConversion.toRgb(reader.read(0));
  }

  private void checkSize(int width, int height) throws UnreadableImageException {
    if (width < 1 || height < 1) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE, "an image of " + width + " × " + height + " pixels");
    }
    if (width > limits.maxSide()
        || height > limits.maxSide()
        || (long) width * height > limits.maxPixels()) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "%d × %d pixels; the limits are %d pixels and %d a side"
              .formatted(width, height, limits.maxPixels(), limits.maxSide()));
    }
  }

  private static ImageReader reader(ImageFormat format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
    if (!readers.hasNext()) {
      throw new IOException("no decoder for " + format.readerName() + " is on the class path");
    }
    return readers.next();
  }
}
