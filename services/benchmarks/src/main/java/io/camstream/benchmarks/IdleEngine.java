package io.camstream.benchmarks;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import io.camstream.worker.pipeline.DecodedImage;
import io.camstream.worker.pipeline.ExplainerIdentity;
import io.camstream.worker.pipeline.ImageExplainer;
import java.util.Collections;
import java.util.List;

/** Gives the same prediction for every image, and no maps. */
final class IdleEngine implements ImageExplainer {

  private static final CheckpointIdentity MODEL =
      new CheckpointIdentity("none", "convnextv2", "00", "00", List.of("odd", "even"));
  private static final ModelView VIEW = new ModelView(0, 0, 1, 1);
  private static final RgbImage PIXEL = new RgbImage(1, 1, new byte[3]);
  private static final PixelValues INPUT = new PixelValues(1, 1, new float[3]);
  private static final DecodedImage IMAGE =
      new DecodedImage(PIXEL, new PreparedImage(PIXEL, resized -> INPUT, VIEW));
  private static final ImageExplanation EXPLANATION =
      new ImageExplanation(
          Prediction.of(MODEL.classNames(), new float[] {1, -1}, false), VIEW, 1, 1, List.of());

  @Override
  public ExplainerIdentity identity() {
    return new ExplainerIdentity(MODEL, "none", "cpu", "float32");
  }

  @Override
  public long memoryNeeded(byte[] file) {
    return 1;
  }

  @Override
  public DecodedImage decode(byte[] file) {
    return IMAGE;
  }

  @Override
  public List<ImageExplanation> explain(List<DecodedImage> images) {
    return Collections.nCopies(images.size(), EXPLANATION);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
