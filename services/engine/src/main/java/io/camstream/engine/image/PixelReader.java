package io.camstream.engine.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes the essence of a file with ImageIO, in this process and without any limit. */
final class PixelReader {

  private PixelReader() {}

  /**
   * Decodes a file.
   *
   * @param essence of {@link ScannedImage#essence}
   * @param width of the image
   * @param height of the image
   * @throws IOException if the file is broken, or its image has another size; some decoders throw
   *     runtime exceptions instead
   */
  static DecodedRows read(ImageFormat format, byte[] essence, int width, int height)
      throws IOException {
    DecodedRows rows = rows(format, essence, width, height);
    if (rows.width() != width || rows.height() != height) {
      throw new IOException("its parts differ in size");
    }
    return rows;
  }

  private static DecodedRows rows(ImageFormat format, byte[] essence, int width, int height)
      throws IOException {
    boolean jpeg = format == ImageFormat.JPEG;
    JpegColors colors = jpeg ? JpegColors.of(essence) : null;
    if (jpeg && colors.components() < 4) {
      return JpegBands.of(essence, width, height);
    }
    ImageReader reader = reader(format);
    try (ImageInputStream input = new ByteArrayImageInputStream(essence)) {
      reader.setInput(input, true, true);
      return jpeg ? colors.toRgb(reader.readRaster(0, null)) : PilConversion.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** The message for a user about a failure of a decoder. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null && failure instanceof EOFException) {
      return "the file ends early";
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  static ImageReader reader(ImageFormat format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
    if (!readers.hasNext()) {
      throw new IOException("no decoder for " + format.readerName() + " is on the class path");
    }
    return readers.next();
  }
}
