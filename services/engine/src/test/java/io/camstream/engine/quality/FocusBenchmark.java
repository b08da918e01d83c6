package io.camstream.engine.quality;

import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Measures of fifteen maps, and the agreement of three methods. */
public class FocusBenchmark extends Microbenchmark {

  @Param private Picture picture;

  private ExplainedImage explained;

  @Setup
  public void explain() {
    explained = Demo.explained(picture);
  }

  @Benchmark
  public FocusReport report() {
    return FocusReport.of(explained.image(), explained.explanation());
  }
}
