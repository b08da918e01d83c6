package io.camstream.engine.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The formats that are read, recognised by their first bytes and never by a file name. */
enum ImageFormat {
  BMP("BMP", new BmpScanner()),
  PNG("PNG", new PngScanner()),
  JPEG("JPEG", new JpegScanner()),
  TIFF("TIFF", new TiffScanner()),
  WEBP("WebP", new WebpScanner());

  private final String readerName;
  private final FormatScanner scanner;

  ImageFormat(String readerName, FormatScanner scanner) {
    this.readerName = readerName;
    this.scanner = scanner;
  }

  /** Looks through a file of this format before it is decoded. */
  FormatScanner scanner() {
    return scanner;
  }

  /** Name under which ImageIO registers readers of this format. */
  String readerName() {
    return readerName;
  }

  static Optional<ImageFormat> of(byte[] file) {
    if (startsWith(file, 0, "BM")) {
      return Optional.of(BMP);
    }
    if (startsWith(file, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (startsWith(file, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (startsWith(file, 0, "II*\0") || startsWith(file, 0, "MM\0*")) {
      return Optional.of(TIFF);
    }
    if (startsWith(file, 0, "RIFF") && startsWith(file, 8, "WEBP")) {
      return Optional.of(WEBP);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] file, int offset, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    return file.length >= offset + expected.length
        && java.util.Arrays.equals(
            file, offset, offset + expected.length, expected, 0, expected.length);
  }
}
