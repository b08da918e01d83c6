package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * TIFF 6.0, and JPEG inside it. The essence is the file with a new directory behind it that has
 * only the tags which describe pixels; further images, texts, profiles and private data are not
 * found by the decoder.
 */
final class TiffScanner implements FormatScanner {

  private static final int MAX_ENTRIES = 1000;

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int COLOR_MAP = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int JPEG_TABLES = 347;

  /** The tags above, and others of TIFF 6.0 that say what samples mean. */
  private static final Set<Integer> PIXEL_TAGS =
      Set.of(
          WIDTH,
          HEIGHT,
          BITS_PER_SAMPLE,
          COMPRESSION,
          262, // photometric interpretation
          266, // fill order
          STRIP_OFFSETS,
          SAMPLES_PER_PIXEL,
          ROWS_PER_STRIP,
          STRIP_BYTE_COUNTS,
          PLANAR_CONFIGURATION,
          292, // options of CCITT T.4
          293, // options of CCITT T.6
          317, // predictor
          COLOR_MAP,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_BYTE_COUNTS,
          332, // ink set
          334, // number of inks
          338, // extra samples
          339, // sample format
          JPEG_TABLES,
          512, // to 521: JPEG of the old kind
          513,
          514,
          515,
          517,
          518,
          519,
          520,
          521,
          529, // to 532: YCbCr
          530,
          531,
          532);

  private static final Set<Integer> LONG_TAGS =
      Set.of(
          STRIP_OFFSETS, STRIP_BYTE_COUNTS, TILE_OFFSETS, TILE_BYTE_COUNTS, COLOR_MAP, JPEG_TABLES);

  private static final int MAX_VALUES = 1024;
  private static final int MAX_COLOR_MAP = 3 * 65_536;
  private static final int MAX_SAMPLES = 64;

  /** A decoder is made for each strip or tile, which takes as long as so many pixels. */
  private static final long WORK_OF_CELL = 1000;

  private static final long WHOLE_HEIGHT = 0xFFFFFFFFL;

  private static final int UNCOMPRESSED = 1;
  private static final int OLD_JPEG = 6;
  private static final int JPEG = 7;

  /** Those whose decoders do no more than the pixels need: LZW, deflate, PackBits. */
  private static final Set<Long> PLAIN_COMPRESSIONS =
      Set.of((long) UNCOMPRESSED, 5L, 8L, 32_773L, 32_946L);

  /** A grid of strips or tiles, and where their data are. */
  private record Grid(
      long width, long height, long across, long down, long planes, int offsets, int counts) {

    long cells() {
      return across * down * planes;
    }
  }

  @Override
  public ScannedImage scan(byte[] file, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    TiffDirectory directory =
        TiffDirectory.first(FileBytes.of(file, ByteOrder.LITTLE_ENDIAN), MAX_ENTRIES);
    long width = directory.number(WIDTH, 0);
    long height = directory.number(HEIGHT, 0);
    limits.checkSize("an image", width, height);
    Grid grid = grid(directory, width, height);
    limits.checkSize(tiled(directory) ? "a tile" : "a strip", grid.width(), grid.height());
    checkGrid(directory, grid, limits);
    long compression = directory.number(COMPRESSION, UNCOMPRESSED);
    Inner inner = compression == JPEG ? jpegs(directory, grid, limits) : Inner.NONE;
    long samples = samples(directory);
    long raster = width * height * bytes(directory, samples);
    return new ScannedImage(
        (int) width,
        (int) height,
        raster + grid.width() * 8 * samples + inner.bytes(),
        Math.max(inner.work(), grid.cells() * grid.width() * grid.height())
            + WORK_OF_CELL * grid.cells(),
        PLAIN_COMPRESSIONS.contains(compression) || inner.proved(),
        ExifOrientation.tag(directory),
        () -> essence(file, directory, grid.cells()));
  }

  private static boolean tiled(TiffDirectory directory) {
    return directory.has(TILE_OFFSETS);
  }

  /** As the decoder finds it: the size of tiles counts for strips too, if it is there. */
  private static Grid grid(TiffDirectory directory, long width, long height) throws IOException {
    long rows = Math.min(height, directory.number(ROWS_PER_STRIP, WHOLE_HEIGHT));
    boolean tiled = tiled(directory);
    long cellWidth = directory.number(TILE_WIDTH, tiled ? 0 : width);
    long cellHeight = directory.number(TILE_HEIGHT, tiled ? 0 : rows);
    if (cellWidth < 1 || cellHeight < 1) {
      throw new IOException("strips or tiles of " + cellWidth + " × " + cellHeight + " pixels");
    }
    boolean planar = directory.number(PLANAR_CONFIGURATION, 1) == 2;
    return new Grid(
        cellWidth,
        cellHeight,
        (width + cellWidth - 1) / cellWidth,
        (height + cellHeight - 1) / cellHeight,
        planar ? samples(directory) : 1,
        tiled ? TILE_OFFSETS : STRIP_OFFSETS,
        tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS);
  }

  private static void checkGrid(TiffDirectory directory, Grid grid, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    boolean oldJpeg = directory.number(COMPRESSION, UNCOMPRESSED) == OLD_JPEG;
    if (directory.count(grid.offsets()) < grid.cells() && !oldJpeg) {
      throw new IOException(
          "%d strips or tiles, the image has %d"
              .formatted(directory.count(grid.offsets()), grid.cells()));
    }
    // Cells that reach beyond the image are decoded in full.
    long decoded = grid.cells() * grid.width() * grid.height();
    if (decoded / 4 > limits.maxPixels() * grid.planes()) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "strips or tiles of %d million pixels together, four times the limit of %d million"
              .formatted(decoded / 1_000_000, limits.maxPixels() / 1_000_000));
    }
  }

  private static long samples(TiffDirectory directory) throws IOException {
    long samples = directory.number(SAMPLES_PER_PIXEL, 1);
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new IOException(samples + " samples per pixel, at most " + MAX_SAMPLES);
    }
    return samples;
  }

  /** Bytes of a decoded pixel, rounded up. */
  private static long bytes(TiffDirectory directory, long samples) throws IOException {
    long bits = directory.number(BITS_PER_SAMPLE, 1);
    if (bits < 1 || bits > 64) {
      throw new IOException(bits + " bits per sample");
    }
    long bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
    return samples * bytes;
  }

  /** What the JPEG streams inside take. */
  private record Inner(long bytes, long work, boolean proved) {
    private static final Inner NONE = new Inner(0, 0, false);
  }

  private static Inner jpegs(TiffDirectory directory, Grid grid, DecodeLimits limits)
      throws IOException, UnreadableImageException {
    if (directory.count(grid.counts()) < grid.cells()) {
      throw new IOException("JPEG data without lengths");
    }
    long largest = 0;
    long work = 0;
    boolean proved = true;
    long scanned = 0;
    for (long i = 0; i < grid.cells(); i++) {
      long length = directory.number(grid.counts(), i, 0);
      // Streams that overlap would be looked through again and again.
      scanned += length;
      if (scanned > 2L * directory.tiff().length()) {
        throw new UnreadableImageException(
            Code.DECODE_LIMIT_EXCEEDED, "the strips or tiles of the TIFF file overlap");
      }
      FileBytes part = directory.tiff().part(directory.number(grid.offsets(), i, 0), length);
      JpegScanner.Stream stream = JpegScanner.scan(part.in(ByteOrder.BIG_ENDIAN), limits);
      checkInner(stream.frame(), grid);
      largest = Math.max(largest, stream.decoderBytes());
      work += stream.work();
      proved &= stream.frame().common();
    }
    return new Inner(largest, work, proved);
  }

  /** The last strip may be lower than others, or as high as they are; some have whole blocks. */
  private static void checkInner(JpegScanner.Frame frame, Grid grid)
      throws UnreadableImageException {
    int blocks = 32;
    if (frame.width() > grid.width() + blocks || frame.height() > grid.height() + blocks) {
      throw new UnreadableImageException(
          Code.UNREADABLE_IMAGE,
          "broken TIFF file: a strip or tile of %d × %d pixels holds a JPEG image of %d × %d"
              .formatted(grid.width(), grid.height(), frame.width(), frame.height()));
    }
  }

  private static byte[] essence(byte[] file, TiffDirectory directory, long cells) {
    List<TiffDirectory.Entry> kept = new ArrayList<>();
    for (TiffDirectory.Entry entry : directory.entries().values()) {
      long most = LONG_TAGS.contains(entry.tag()) ? most(entry.tag(), cells) : MAX_VALUES;
      if (PIXEL_TAGS.contains(entry.tag())) {
        long count = Math.min(entry.count(), most);
        kept.add(new TiffDirectory.Entry(entry.tag(), entry.type(), count, entry.at()));
      }
    }
    int at = file.length + (file.length & 1);
    ByteBuffer copy =
        ByteBuffer.allocate(at + 2 + 12 * kept.size() + 4).order(directory.tiff().order());
    copy.put(file).putInt(4, at).position(at);
    copy.putShort((short) kept.size());
    for (TiffDirectory.Entry entry : kept) {
      copy.putShort((short) entry.tag()).putShort((short) entry.type());
      copy.putInt((int) entry.count());
      if (entry.bytes() <= 4) {
        byte[] value = new byte[4];
        System.arraycopy(file, (int) entry.at(), value, 0, (int) entry.bytes());
        copy.put(value);
      } else {
        copy.putInt((int) entry.at());
      }
    }
    copy.putInt(0);
    return copy.array();
  }

  private static long most(int tag, long cells) {
    return switch (tag) {
      case COLOR_MAP -> MAX_COLOR_MAP;
      case JPEG_TABLES -> MAX_COLOR_MAP;
      default -> Math.max(1, cells);
    };
  }
}
