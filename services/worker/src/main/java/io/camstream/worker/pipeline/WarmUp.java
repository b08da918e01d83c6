package io.camstream.worker.pipeline;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains and draws an image that nobody asked for. The first time costs several times as much as
 * the second: weights are read into memory, kernels chosen, fonts and classes loaded. While the
 * worker joins its group there is time for that.
 */
public final class WarmUp {

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  private final ImageExplainer explainer;
  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;

  /**
   * @param explainer may be closed meanwhile
   * @param renderer a pure function
   */
  public WarmUp(
      ImageExplainer explainer, Function<ExplainedImage, List<RenderedArtifact>> renderer) {
    this.explainer = explainer;
    this.renderer = renderer;
  }

  /** In a thread of its own. */
  public void start() {
    StageThreads.factory("warm-up").newThread(this::run).start();
  }

  void run() {
    explainer.sample().ifPresent(this::explain);
  }

  private void explain(DecodedImage image) {
    try {
      ImageExplanation explanation = explainer.explain(List.of(image)).get(0);
      List<RenderedArtifact> files =
          renderer.apply(
              ExplainedImage.of(
                  image.image(),
                  image.prepared(),
                  explanation,
                  explainer.identity().model(),
                  ArtifactNames.flat("warm-up.png")));
      log.debug("Warmed up with {} files", files.size());
    } catch (RuntimeException | OutOfMemoryError e) {
      // What is wrong is wrong with the first image too, whose failure is told.
      log.debug("The warm-up failed", e);
    }
  }
}
