package io.camstream.engine.rendering;

import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.cam.FinalMap;
import io.camstream.engine.cam.FinalMaps;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.Normalisation;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One picture: a map laid over the image, and the image as PNG. */
public class PictureBenchmark extends Microbenchmark {

  @Param private Picture picture;

  private ExplainedImage explained;
  private FinalMap map;
  private HeatOverlay overlay;
  private final PngWriter png = new PngWriter();
  private final byte[] buffer = new byte[1 << 16];

  @Setup
  public void explain() {
    explained = Demo.explained(picture);
    overlay = new HeatOverlay(explained.image(), explained.explanation().view());
    int height = explained.explanation().inputHeight();
    int width = explained.explanation().inputWidth();
    map =
        new FinalMaps(Fusion.MEAN, Normalisation.PER_MAP)
            .of(explained.explanation().maps(), height, width).stream()
                .filter(drawn -> !drawn.empty())
                .findFirst()
                .orElseThrow();
  }

  @Benchmark
  public RgbImage overlay() {
    return new HeatPicture(overlay, HeatStyle.DEFAULT).of(map);
  }

  @Benchmark
  public byte[] png() {
    return png.encode(explained.image());
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
      FilteredRows rows = FilteredRows.of(explained.image());
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
