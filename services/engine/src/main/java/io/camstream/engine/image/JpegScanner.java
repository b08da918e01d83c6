package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * JPEG (ITU-T T.81). The essence has the first image without comments and application segments
 * other than JFIF's and Adobe's: profiles, EXIF data, thumbnails and further images are left out.
 */
final class JpegScanner implements FormatScanner {

  private static final int MARKER = 0xFF;
  private static final int TEM = 0x01;
  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;
  private static final int LAST_FRAME = 0xCF;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int RESERVED = 0xC8;
  private static final int ARITHMETIC_TABLES = 0xCC;
  private static final int RESTART = 0xD0;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int JFIF = 0xE0;
  private static final int EXIF = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  private static final int BLOCK = 8;
  private static final int WORK_OF_SCAN = 10_000;
  private static final int MAX_SAMPLING = 4;
  private static final int MAX_SEGMENTS = 65_536;
  private static final int BYTES_PER_COEFFICIENT = 2;

  /** A frame: what the decoder makes room for. */
  record Frame(
      int process, int precision, int width, int height, int components, long coefficients) {

    /** Whether the native decoder reads it, whose memory and time follow from the frame. */
    boolean common() {
      return (process == BASELINE || process == EXTENDED || process == PROGRESSIVE)
          && precision == 8;
    }
  }

  /**
   * What a stream holds.
   *
   * @param buffered whether the decoder keeps the coefficients of the whole image
   * @param kept the parts of the file that make up the essence
   */
  record Stream(Frame frame, int scans, boolean buffered, int orientation, List<FileBytes> kept) {

    byte[] essence() {
      int length = kept.stream().mapToInt(FileBytes::length).sum();
      ByteBuffer file = ByteBuffer.allocate(length);
      kept.forEach(part -> file.put(part.data(), part.from(), part.length()));
      return file.array();
    }

    /** Bytes of the decoded samples, and of the coefficients where all are kept. */
    long decoderBytes() {
      long pixels = (long) frame.width() * frame.height();
      long samples = pixels * frame.components();
      long coefficients = buffered ? BYTES_PER_COEFFICIENT * frame.coefficients() : 0;
      // The decoder of lossless JPEG, in Java, keeps all samples as integers.
      long other = frame.common() ? 0 : 2 * Integer.BYTES * samples;
      boolean inBands = frame.common() && !buffered && frame.components() < 4;
      long raster = inBands ? Math.min(samples, JpegBands.MOST_BYTES) : samples;
      return raster + coefficients + other;
    }

    /** Each scan of a progressive file is transformed and drawn. */
    long work() {
      long pixels = (long) frame.width() * frame.height();
      return (pixels + WORK_OF_SCAN) * scans;
    }
  }

  @Override
  public ScannedImage scan(byte[] file, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    Stream stream = scan(FileBytes.of(file, ByteOrder.BIG_ENDIAN), limits);
    return new ScannedImage(
        stream.frame().width(),
        stream.frame().height(),
        stream.decoderBytes(),
        stream.work(),
        stream.frame().common(),
        stream.orientation(),
        stream::essence);
  }

  /** Walks through a stream that has a frame. */
  static Stream scan(FileBytes bytes, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    return new Walk(bytes, limits).walk();
  }

  private static final class Walk {
    private final FileBytes bytes;
    private final DecodeLimits limits;
    private final List<FileBytes> kept = new ArrayList<>();
    private Frame frame;
    private int scans;
    private boolean buffered;
    private int orientation = 1;
    private int copied;
    private int segments;

    Walk(FileBytes bytes, DecodeLimits limits) {
      this.bytes = bytes;
      this.limits = limits;
    }

    Stream walk() throws IOException, UnreadableImageException {
      int at = 2;
      while (true) {
        at = marker(at);
        int marker = bytes.u8(at + 1);
        if (marker == END_OF_IMAGE) {
          keepUntil(at + 2);
          break;
        }
        if (standsAlone(marker)) {
          at += 2;
          continue;
        }
        int length = 2 + bytes.u16(at + 2);
        if (length < 4) {
          throw new IOException("a segment without a length");
        }
        FileBytes segment = bytes.part(at, length);
        countSegment();
        at = segment(marker, segment, at, at + length);
      }
      if (scans == 0) {
        throw new IOException("no image data");
      }
      return new Stream(frame, scans, buffered, orientation, List.copyOf(kept));
    }

    private void countSegment() throws UnreadableImageException {
      segments++;
      if (segments > MAX_SEGMENTS) {
        throw new UnreadableImageException(
            Code.DECODE_LIMIT_EXCEEDED, "a JPEG file of more than " + MAX_SEGMENTS + " segments");
      }
    }

    /** Position of the next marker; bytes in between, and repeated ones, are passed over. */
    private int marker(int from) throws EOFException {
      byte[] data = bytes.data();
      int end = bytes.from() + bytes.length() - 1;
      for (int i = bytes.from() + from; i < end; i++) {
        if (data[i] == (byte) MARKER && data[i + 1] != (byte) MARKER && data[i + 1] != 0) {
          return i - bytes.from();
        }
      }
      throw new EOFException("the file ends early");
    }

    private static boolean standsAlone(int marker) {
      return marker == TEM || (marker >= RESTART && marker <= START_OF_IMAGE);
    }

    /** Looks at a segment. Returns where to go on. */
    private int segment(int marker, FileBytes segment, int from, int to)
        throws IOException, UnreadableImageException {
      if (marker == START_OF_SCAN) {
        beginScan(segment);
        return endOfScan(to);
      }
      if (isFrame(marker)) {
        if (frame != null) {
          throw new IOException("two frames");
        }
        frame = frame(marker, segment, limits);
      } else if (marker == EXIF && segment.has(4, "Exif\0") && orientation == 1) {
        long rest = Math.max(0, segment.length() - 10);
        orientation = rest == 0 ? 1 : ExifOrientation.tag(segment.part(10, rest));
      }
      if (!needed(marker, segment)) {
        keepUntil(from);
        copied = to;
      }
      return to;
    }

    private static boolean needed(int marker, FileBytes segment) {
      if (marker == JFIF) {
        return segment.has(4, "JFIF\0");
      }
      if (marker == ADOBE) {
        return segment.has(4, "Adobe");
      }
      return marker != COMMENT && !(marker > JFIF && marker <= LAST_APPLICATION);
    }

    private void beginScan(FileBytes segment) throws IOException {
      if (frame == null) {
        throw new IOException("a scan before the frame");
      }
      scans++;
      boolean partial = segment.u8(4) < frame.components();
      buffered |= frame.process() == PROGRESSIVE || partial;
    }

    /** Position of the marker behind the compressed data. */
    private int endOfScan(int from) throws IOException {
      int at = from;
      while (true) {
        at = marker(at);
        int marker = bytes.u8(at + 1);
        if (marker >= BASELINE && !(marker >= RESTART && marker <= START_OF_IMAGE)) {
          return at;
        }
        at += 2;
      }
    }

    private void keepUntil(int to) throws IOException {
      if (to > copied) {
        kept.add(bytes.part(copied, to - copied));
        copied = to;
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= BASELINE
        && marker <= LAST_FRAME
        && marker != HUFFMAN_TABLES
        && marker != RESERVED
        && marker != ARITHMETIC_TABLES;
  }

  private static Frame frame(int marker, FileBytes segment, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    int height = segment.u16(5);
    int width = segment.u16(7);
    int components = segment.u8(9);
    limits.checkSize("an image", width, height);
    if (components != 1 && components != 3 && components != 4) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE,
          "a JPEG image of " + components + " components; 1, 3 and 4 are supported");
    }
    int largestX = 1;
    int largestY = 1;
    long sampling = 0;
    for (int i = 0; i < components; i++) {
      int factors = segment.u8(11 + 3L * i);
      int x = factors >> 4;
      int y = factors & 0xf;
      if (x < 1 || y < 1 || x > MAX_SAMPLING || y > MAX_SAMPLING) {
        throw new IOException("sampling factors of " + x + " × " + y);
      }
      largestX = Math.max(largestX, x);
      largestY = Math.max(largestY, y);
      sampling += (long) x * y;
    }
    long unitsAcross = (width + BLOCK * largestX - 1) / (BLOCK * largestX);
    long unitsDown = (height + BLOCK * largestY - 1) / (BLOCK * largestY);
    long coefficients = unitsAcross * unitsDown * sampling * BLOCK * BLOCK;
    return new Frame(marker, segment.u8(4), width, height, components, coefficients);
  }
}
