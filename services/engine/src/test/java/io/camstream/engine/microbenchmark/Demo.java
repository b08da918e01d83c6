package io.camstream.engine.microbenchmark;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** The demo's data. Its model is trained, so that its maps look like maps. */
public final class Demo {

  static final Path FOLDER = Path.of("..", "..", "infra", "demo");

  private Demo() {}

  /** Three methods of five classes at the last block. */
  public static ExplainedImage explained(Picture picture) {
    RgbImage image = picture.rgb();
    EngineOptions options = EngineOptions.DEFAULT.withDevice("cpu").withThreads(1);
    try (Explainer explainer = Explainer.open(FOLDER.resolve("model"), options)) {
      PreparedImage prepared = explainer.prepare(image);
      ImageExplanation explanation = explainer.explain(List.of(prepared)).get(0);
      return ExplainedImage.of(
          image, prepared, explanation, explainer.identity(), ArtifactNames.flat("cell.png"));
    } catch (CheckpointException e) {
      throw new IllegalStateException("the demo's model can't be read", e);
    }
  }
}
