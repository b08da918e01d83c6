package io.camstream.engine.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The rows of a JPEG image of one or three components, decoded in bands so that never more than
 * {@link #MOST_BYTES} of samples are kept. Each band is decoded from the beginning of the file, so
 * there are as few as possible; an image of ordinary size is one band. For one thread, which must
 * ask for the rows in their order.
 */
final class JpegBands implements DecodedRows {

  static final long MOST_BYTES = 160_000_000L;

  private static final int MOST_BYTES_PER_PIXEL = 3;

  private final byte[] file;
  private final int width;
  private final int height;
  private final int bandHeight;
  private DecodedRows band;
  private int bandTop;

  private JpegBands(byte[] file, int width, int height, int bandHeight) throws IOException {
    this.file = file;
    this.width = width;
    this.height = height;
    this.bandHeight = bandHeight;
    read(0);
  }

  /** Decodes the first band. */
  static JpegBands of(byte[] file, int width, int height) throws IOException {
    long bytes = (long) MOST_BYTES_PER_PIXEL * width * height;
    int bands = (int) ((bytes + MOST_BYTES - 1) / MOST_BYTES);
    return new JpegBands(file, width, height, (height + bands - 1) / bands);
  }

  /** With a decoder of its own, as decoders keep their last image. */
  private void read(int top) throws IOException {
    int rows = Math.min(bandHeight, height - top);
    ImageReader reader = PixelReader.reader(ImageFormat.JPEG);
    try (ImageInputStream input = new ByteArrayImageInputStream(file)) {
      reader.setInput(input, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      if (rows < height) {
        param.setSourceRegion(new Rectangle(0, top, width, rows));
      }
      band = PilConversion.of(reader.read(0, param));
      bandTop = top;
    } finally {
      reader.dispose();
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void convert(int y, byte[] rgb, int at) {
    if (y >= bandTop + bandHeight) {
      try {
        band = null;
        // Otherwise the heap would grow by another band before it is collected.
        System.gc();
        read(y);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    band.convert(y - bandTop, rgb, at);
  }
}
