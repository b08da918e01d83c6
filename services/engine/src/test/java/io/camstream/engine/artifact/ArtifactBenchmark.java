package io.camstream.engine.artifact;

import io.camstream.engine.microbenchmark.Demo;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * All files of one kind of a cell with three methods of five classes, drawn and encoded: the
 * original is a photograph, comparison and classes are figures, probabilities a drawing.
 */
public class ArtifactBenchmark extends Microbenchmark {

  @Param private ArtifactKind kind;

  private ArtifactRenderer renderer;
  private ExplainedImage explained;

  @Setup
  public void explain() {
    renderer = new ArtifactRenderer(RenderingOptions.DEFAULT.withArtifacts(Set.of(kind)));
    explained = Demo.explained(Picture.CELL);
  }

  @Benchmark
  public List<RenderedArtifact> render() {
    return renderer.render(explained);
  }
}
