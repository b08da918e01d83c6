package io.camstream.engine.image;

import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From pixels to the model's input of 224 × 224. */
public class PreprocessBenchmark extends Microbenchmark {

  private static final int SIDE = 224;
  private static final int SHORTER_SIDE = 256;

  private final Preprocessor preprocessor =
      new Preprocessor(
          new PreprocessorConfig(
              true,
              SIDE,
              (double) SIDE / SHORTER_SIDE,
              Resampling.BICUBIC,
              true,
              1.0 / 255,
              true,
              List.of(0.485, 0.456, 0.406),
              List.of(0.229, 0.224, 0.225)));

  @Param private Picture picture;

  private RgbImage image;

  @Setup
  public void read() {
    image = picture.rgb();
  }

  /** Resize, crop, rescale, normalise. */
  @Benchmark
  public PixelValues preprocess() {
    return preprocessor.preprocess(image);
  }

  /** What of it is resizing. */
  @Benchmark
  public RgbImage resize() {
    int shorter = Math.min(image.width(), image.height());
    int width = SHORTER_SIDE * image.width() / shorter;
    int height = SHORTER_SIDE * image.height() / shorter;
    Window middle = new Window((width - SIDE) / 2, (height - SIDE) / 2, SIDE, SIDE);
    return PilResize.resize(image, width, height, middle, Resampling.BICUBIC);
  }
}
