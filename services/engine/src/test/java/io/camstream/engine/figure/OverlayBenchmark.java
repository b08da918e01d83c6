package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A heat map drawn over an image. */
public class OverlayBenchmark extends Microbenchmark {

  @Param private Picture picture;

  private ExplainedImage explained;
  private FinalMap map;
  private HeatOverlay overlay;

  @Setup
  public void explain() {
    explained = Demo.explained(picture);
    overlay = new HeatOverlay(explained.image(), explained.explanation().view());
    map =
        explained.explanation().finalMaps().stream()
            .filter(drawn -> !drawn.empty())
            .findFirst()
            .orElseThrow();
  }

  @Benchmark
  public RgbImage overlay() {
    return new HeatPicture(overlay, HeatStyle.DEFAULT).of(map);
  }
}
