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
 * Explains and renders a synthetic image while the worker joins its group. The first image costs
 * several times as much as the next: weights are read into memory, kernels selected, fonts and
 * classes loaded.
 */
public final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final ImageExplainer explainer;
  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;

  /**
   * @param explainer may be closed during the warm-up
   * @param renderer a pure function
   */
  public WarmUp(
      ImageExplainer explainer, Function<ExplainedImage, List<RenderedArtifact>> renderer) {
    this.explainer = explainer;
    this.renderer = renderer;
  }

  /** Starts the warm-up on a new thread. */
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
      LOG.debug("Warmed up with {} files", files.size());
    } catch (RuntimeException | OutOfMemoryError e) {
      // The first real image would fail in the same way, and that failure is reported.
      LOG.debug("The warm-up failed", e);
    }
  }
}
