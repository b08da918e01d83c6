package io.camstream.engine.png;

import io.camstream.engine.image.RgbImage;
import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An image as PNG: by this encoder, and by zlib for comparison. */
public class PngBenchmark extends Microbenchmark {

  @Param private Picture picture;

  private RgbImage image;
  private final PngEncoder png = new PngEncoder();
  private final byte[] buffer = new byte[1 << 16];

  @Setup
  public void decode() {
    image = Demo.explained(picture).image();
  }

  @Benchmark
  public byte[] png() {
    return png.encode(image);
  }

  /** As a yardstick: zlib at its fastest, for rows that are filtered alike, without a file. */
  @Benchmark
  public long zlib() {
    return deflated(Deflater.BEST_SPEED);
  }

  /** As a yardstick: filtering, checksum and copying, which no encoder does without. */
  @Benchmark
  public long stored() {
    return deflated(Deflater.NO_COMPRESSION);
  }

  private long deflated(int level) {
    Deflater deflater = new Deflater(level);
    try {
      FilteredRows rows = FilteredRows.of(image);
      for (int y = 0; y < rows.count(); y++) {
        deflater.setInput(rows.row(y));
        drain(deflater);
      }
      deflater.finish();
      drain(deflater);
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }

  private void drain(Deflater deflater) {
    while (deflater.deflate(buffer) > 0) {
      // The next piece goes over the last one.
    }
  }
}
