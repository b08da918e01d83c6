package io.camstream.engine.image;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * The orientation tag of EXIF 2.3 (4.6.4): how to turn the stored pixels so that the image is
 * upright.
 *
 * @param tag 1 (upright as stored) to 8
 */
record ExifOrientation(int tag) {

  private static final ExifOrientation AS_STORED = new ExifOrientation(1);

  /** Reads the tag; a file without one, or with a nonsensical one, is upright as stored. */
  static ExifOrientation of(byte[] file, ImageFormat format) throws IOException {
    Optional<byte[]> exif =
        switch (format) {
          case BMP -> Optional.empty();
          case TIFF -> Optional.of(file);
          case JPEG -> inJpeg(file);
          case PNG -> inChunks(file, 8, ByteOrder.BIG_ENDIAN, "eXIf");
          case WEBP -> inChunks(file, 12, ByteOrder.LITTLE_ENDIAN, "EXIF");
        };
    return exif.isPresent() ? parse(exif.get()) : AS_STORED;
  }

  private static ExifOrientation parse(byte[] exif) throws IOException {
    try (ImageInputStream input = new ByteArrayImageInputStream(exif)) {
      Directory directory = new TIFFReader().read(input);
      Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
      boolean usable =
          entry != null
              && entry.getValue() instanceof Number tag
              && tag.intValue() >= 1
              && tag.intValue() <= 8;
      return usable ? new ExifOrientation(((Number) entry.getValue()).intValue()) : AS_STORED;
    }
  }

  private static Optional<byte[]> inJpeg(byte[] file) throws IOException {
    try (ImageInputStream input = new ByteArrayImageInputStream(file)) {
      for (JPEGSegment segment : JPEGSegmentUtil.readSegments(input, JPEG.APP1, "Exif")) {
        try (InputStream data = segment.data()) {
          data.skipNBytes(1); // the padding byte after "Exif\0"
          return Optional.of(data.readAllBytes());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Looks for a chunk of a PNG (length before the name, a checksum after the data) or of a RIFF
   * file (length after the name, data padded to even lengths).
   */
  private static Optional<byte[]> inChunks(byte[] file, int start, ByteOrder order, String wanted) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(order);
    boolean png = order == ByteOrder.BIG_ENDIAN;
    int at = start;
    while (at + 8 <= file.length) {
      String name = new String(file, png ? at + 4 : at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(buffer.getInt(png ? at : at + 4));
      if (at + 8 + length > file.length) {
        return Optional.empty();
      }
      if (name.equals(wanted)) {
        byte[] data = new byte[(int) length];
        System.arraycopy(file, at + 8, data, 0, data.length);
        return Optional.of(withoutExifHeader(data));
      }
      at += (int) (8 + length + (png ? 4 : length % 2));
    }
    return Optional.empty();
  }

  /** Some writers put JPEG's "Exif\0\0" before the directory. */
  private static byte[] withoutExifHeader(byte[] data) {
    boolean header =
        data.length > 6 && new String(data, 0, 6, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
    return header ? java.util.Arrays.copyOfRange(data, 6, data.length) : data;
  }

  RgbImage apply(RgbImage image) {
    if (tag == 1) {
      return image;
    }
    boolean transposed = tag >= 5;
    int width = transposed ? image.height() : image.width();
    int height = transposed ? image.width() : image.height();
    byte[] pixels = new byte[image.pixels().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int source = source(image, x, y);
        System.arraycopy(image.pixels(), source, pixels, 3 * (y * width + x), 3);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  /** Offset of the stored pixel that is shown in column x of row y. */
  private int source(RgbImage image, int x, int y) {
    int lastX = image.width() - 1;
    int lastY = image.height() - 1;
    int column =
        switch (tag) {
          case 2, 3 -> lastX - x;
          case 5, 6 -> y;
          case 7, 8 -> lastX - y;
          default -> x;
        };
    int row =
        switch (tag) {
          case 3, 4 -> lastY - y;
          case 5, 8 -> x;
          case 6, 7 -> lastY - x;
          default -> y;
        };
    return 3 * (row * image.width() + column);
  }
}
