package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;

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
 * <p>Every file is first scanned: its headers, frames, tiles, scans and chunks are checked against
 * the {@link DecodeLimits} before anything is decoded. A file for which this proves that decoding
 * takes little is decoded in this process. Any other one is decoded in a process of its own, which
 * has its own heap and is ended when it exceeds the limits. Such processes are started when they
 * are needed, at most one for each processor and four.
 *
 * <p>Thread-safe. Closing it ends the processes; they also end with this one.
 */
public final class ImageDecoder implements AutoCloseable {

  /** Bounds of what is decoded in this process: memory with the result, and pixels. */
  private static final long IN_PROCESS_BYTES = 256_000_000L;

  private static final long IN_PROCESS_WORK = 40_000_000L;

  /** No image may take more than this part of the heap. */
  private static final int IN_PROCESS_SHARE = 4;

  private static final double RESULT_SHARE = 0.4;
  private static final int MAX_PROCESSES = 4;

  private final DecodeLimits limits;
  private final Orientation orientation;
  private final long heapBytes;
  private final DecoderPool pool;

  public ImageDecoder() {
    this(DecodeLimits.DEFAULT, Orientation.AS_PIL);
  }

  public ImageDecoder(DecodeLimits limits) {
    this(limits, Orientation.AS_PIL);
  }

  public ImageDecoder(DecodeLimits limits, Orientation orientation) {
    this(limits, orientation, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param heapBytes largest size of this process's heap
   */
  ImageDecoder(DecodeLimits limits, Orientation orientation, long heapBytes) {
    this.limits = limits;
    this.orientation = orientation;
    this.heapBytes = heapBytes;
    int processors = Runtime.getRuntime().availableProcessors();
    this.pool = new DecoderPool(limits, Math.min(MAX_PROCESSES, processors));
  }

  /**
   * Decodes one file.
   *
   * @param file the whole file
   * @throws UnreadableImageException if the file is empty, no image of a known format, broken, or
   *     would take or takes more than the limits
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits,
   *     or the decoder is closed
   */
  public RgbImage decode(byte[] file) throws UnreadableImageException {
    ImageFormat format = format(file);
    ScannedImage scanned = scan(file, format);
    RgbImage image =
        isOrdinary(scanned) ? inProcess(format, scanned) : pool.decode(format, scanned);
    boolean upright = orientation == Orientation.UPRIGHT || format == ImageFormat.TIFF;
    return upright ? new ExifOrientation(scanned.orientation()).apply(image) : image;
  }

  /**
   * About how much memory of this process decoding takes, in bytes, the result included; told from
   * the file's headers.
   *
   * @param file the whole file
   * @throws UnreadableImageException if the headers can't be read, or ask for more than the limits
   */
  public long memoryNeeded(byte[] file) throws UnreadableImageException {
    ScannedImage scanned = scan(file, format(file));
    return isOrdinary(scanned) ? scanned.memory() : scanned.resultBytes();
  }

  /** Whether the file is decoded in this process. */
  boolean isOrdinary(byte[] file) throws UnreadableImageException {
    return isOrdinary(scan(file, format(file)));
  }

  private boolean isOrdinary(ScannedImage scanned) {
    return scanned.proved()
        && scanned.work() <= IN_PROCESS_WORK
        && scanned.memory() <= Math.min(IN_PROCESS_BYTES, heapBytes / IN_PROCESS_SHARE);
  }

  private ImageFormat format(byte[] file) throws UnreadableImageException {
    if (file.length == 0) {
      throw new UnreadableImageException(Code.EMPTY_FILE, "the file is empty");
    }
    limits.checkLength(file);
    return ImageFormat.of(file)
        .orElseThrow(
            () ->
                new UnreadableImageException(
                    Code.UNSUPPORTED_FORMAT,
                    "not an image in a known format (BMP, PNG, JPEG, TIFF, WebP)"));
  }

  private ScannedImage scan(byte[] file, ImageFormat format) throws UnreadableImageException {
    ScannedImage scanned;
    try {
      scanned = format.scanner().scan(file, limits);
    } catch (IOException e) {
      throw broken(format, PixelReader.reason(e), e);
    }
    limits.checkCost(scanned, file.length);
    if (scanned.resultBytes() > RESULT_SHARE * heapBytes) {
      throw new UnreadableImageException(
          Code.IMAGE_TOO_LARGE,
          "%d × %d pixels take %d MB, too much for a Java heap of %d MB; give it more"
              .formatted(
                  scanned.width(),
                  scanned.height(),
                  scanned.resultBytes() / 1_000_000,
                  heapBytes / 1_000_000));
    }
    return scanned;
  }

  private static RgbImage inProcess(ImageFormat format, ScannedImage scanned)
      throws UnreadableImageException {
    try {
      byte[] essence = scanned.essence().get();
      return PixelReader.read(format, essence, scanned.width(), scanned.height()).toImage();
    } catch (IOException | RuntimeException e) {
      // Decoders of hostile input throw whatever their parser trips over, not only IOException.
      throw broken(format, PixelReader.reason(e), e);
    }
  }

  static UnreadableImageException broken(ImageFormat format, String reason, Throwable cause) {
    return new UnreadableImageException(
        Code.UNREADABLE_IMAGE, "broken " + format.readerName() + " file: " + reason, cause);
  }

  @Override
  public void close() {
    pool.close();
  }
}
