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
   * @param essence of {@link ScannedImage#essence}
   * @throws IOException if the file is broken; some decoders throw runtime exceptions instead
   */
  static DecodedRows read(ImageFormat format, byte[] essence) throws IOException {
    ImageReader reader = reader(format);
    try (ImageInputStream input = new ByteArrayImageInputStream(essence)) {
      reader.setInput(input, true, true);
      if (format == ImageFormat.JPEG) {
        JpegColors colors = JpegColors.of(essence);
        if (colors.components() == 4) {
          return colors.toRgb(reader.readRaster(0, null));
        }
      }
      return PilConversion.of(reader.read(0));
    } finally {
      reader.dispose();
    }
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
