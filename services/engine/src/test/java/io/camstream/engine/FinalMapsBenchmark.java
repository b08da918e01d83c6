package io.camstream.engine;

import io.camstream.engine.cam.Fusion;
import io.camstream.engine.image.BilinearResize;
import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** From raw maps of 7 × 7 to what is drawn, 224 × 224. */
public class FinalMapsBenchmark extends Microbenchmark {

  private static final int SIDE = 224;

  private final FinalMaps finalMaps = new FinalMaps(Fusion.MEAN, Normalisation.PER_MAP);
  private List<ActivationMap> maps;

  @Setup
  public void explain() {
    maps = Demo.explained(Picture.CELL).explanation().maps();
  }

  /** Three methods of five classes. */
  @Benchmark
  public List<FinalMap> fifteenMaps() {
    return finalMaps.of(maps, SIDE, SIDE);
  }

  /** What of it is resizing, for one map. */
  @Benchmark
  public float[] resizeOne() {
    ActivationMap map = maps.get(0);
    return BilinearResize.resize(map.raw(), map.height(), map.width(), SIDE, SIDE);
  }
}
