package io.camstream.engine.image;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;

/**
 * How a JPEG file stores colour, and the conversion of four components to RGB as libjpeg and PIL do
 * it: always as Adobe writes them (inverted), and without a colour profile.
 *
 * @param components 1 grey, 3 colour, 4 CMYK or YCCK
 * @param ycck whether four components are YCCK, not CMYK
 */
record JpegColors(int components, boolean ycck) {

  private static final int ADOBE_TRANSFORM_OFFSET = 5;
  private static final int COMPONENTS_OFFSET = 5;

  static JpegColors of(byte[] file) throws IOException {
    Map<Integer, List<String>> wanted = new HashMap<>();
    wanted.put(JPEG.APP14, List.of("Adobe"));
    for (int marker = JPEG.SOF0; marker <= JPEG.SOF15; marker++) {
      boolean frame = marker != JPEG.DHT && marker != 0xFFC8 && marker != 0xFFCC;
      if (frame) {
        wanted.put(marker, null);
      }
    }
    int components = 3;
    boolean ycck = false;
    try (ImageInputStream input = new ByteArrayImageInputStream(file)) {
      for (JPEGSegment segment : JPEGSegmentUtil.readSegments(input, wanted)) {
        byte[] data = bytes(segment);
        if (segment.marker() != JPEG.APP14) {
          components = data.length > COMPONENTS_OFFSET ? data[COMPONENTS_OFFSET] : components;
        } else if (data.length > ADOBE_TRANSFORM_OFFSET) {
          ycck = data[ADOBE_TRANSFORM_OFFSET] != 0;
        }
      }
    }
    return new JpegColors(components, ycck);
  }

  private static byte[] bytes(JPEGSegment segment) throws IOException {
    try (InputStream data = segment.data()) {
      return data.readAllBytes();
    }
  }

  /** Converts the undecoded four components of the file. */
  DecodedRows toRgb(Raster raster) {
    int width = raster.getWidth();
    int[] row = new int[4 * width];
    return new DecodedRows() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return raster.getHeight();
      }

      @Override
      public void convert(int y, byte[] rgb, int at) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
        for (int x = 0; x < width; x++) {
          toCmyk(row, 4 * x);
          Cmyk.toRgb(row, 4 * x, rgb, at + 3 * x);
        }
      }
    };
  }

  private void toCmyk(int[] row, int at) {
    if (ycck) {
      yccToRgb(row, at);
    } else {
      for (int c = at; c < at + 3; c++) {
        row[c] = 255 - row[c];
      }
    }
    row[at + 3] = 255 - row[at + 3];
  }

  /** The 16-bit fixed-point conversion of libjpeg (jdcolor.c). */
  private static void yccToRgb(int[] samples, int at) {
    int y = samples[at];
    int cb = samples[at + 1] - 128;
    int cr = samples[at + 2] - 128;
    samples[at] = clip(y + ((91881 * cr + 32768) >> 16));
    samples[at + 1] = clip(y + ((-22554 * cb - 46802 * cr + 32768) >> 16));
    samples[at + 2] = clip(y + ((116130 * cb + 32768) >> 16));
  }

  private static int clip(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
