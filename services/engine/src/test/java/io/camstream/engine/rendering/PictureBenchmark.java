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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One picture: a map laid over the image, and the image as PNG. */
public class PictureBenchmark extends Microbenchmark {

  @Param private Picture picture;

  private ExplainedImage explained;
  private FinalMap map;
  private final PngWriter png = new PngWriter();

  @Setup
  public void explain() {
    explained = Demo.explained(picture);
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
    HeatOverlay overlay = new HeatOverlay(explained.image(), explained.explanation().view());
    return new HeatPicture(overlay, HeatStyle.DEFAULT).of(map);
  }

  @Benchmark
  public byte[] png() {
    return png.encode(explained.image());
  }
}
