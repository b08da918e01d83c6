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

  /** Takes the rows while the decoder is open. */
  interface Use<T> {
    T of(DecodedRows rows) throws IOException;
  }

  /**
   * Decodes a file.
   *
   * @param essence of {@link ScannedImage#essence}
   * @throws IOException if the file is broken; some decoders throw runtime exceptions instead
   */
  static <T> T read(ImageFormat format, byte[] essence, Use<T> use) throws IOException {
    ImageReader reader = reader(format);
    try (ImageInputStream input = new ByteArrayImageInputStream(essence)) {
      reader.setInput(input, false, true);
      return use.of(rows(reader, format, essence));
    } finally {
      reader.dispose();
    }
  }

  private static DecodedRows rows(ImageReader reader, ImageFormat format, byte[] essence)
      throws IOException {
    if (format != ImageFormat.JPEG) {
      return PilConversion.of(reader.read(0));
    }
    JpegColors colors = JpegColors.of(essence);
    return colors.components() == 4
        ? colors.toRgb(reader.readRaster(0, null))
        : JpegBands.of(reader);
  }

  /** What a user is told of a failure of a decoder. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null && failure instanceof EOFException) {
      return "the file ends early";
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static ImageReader reader(ImageFormat format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
    if (!readers.hasNext()) {
      throw new IOException("no decoder for " + format.readerName() + " is on the class path");
    }
    return readers.next();
  }
}
