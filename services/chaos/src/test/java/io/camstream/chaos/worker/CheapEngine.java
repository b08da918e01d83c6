package io.camstream.chaos.worker;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.worker.pipeline.DecodedImage;
import io.camstream.worker.pipeline.ExplainerIdentity;
import io.camstream.worker.pipeline.ImageExplainer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A deterministic engine that costs next to nothing: it decodes as the real one does, waits, and
 * makes a small map of the pixels themselves.
 */
final class CheapEngine implements ImageExplainer {

  private static final CheckpointIdentity MODEL =
      new CheckpointIdentity("cheap", "convnext", "00", "11", List.of("dark", "bright"));
  private static final int SIDE = 4;
  private final ImageDecoder decoder = new ImageDecoder();
  private final Duration timeOfImage;

  /**
   * @param timeOfImage how long each image of a batch takes; the processor is free meanwhile
   */
  CheapEngine(Duration timeOfImage) {
    this.timeOfImage = timeOfImage;
  }

  @Override
  public ExplainerIdentity identity() {
    return new ExplainerIdentity(MODEL, "cheap", "cpu", "float32");
  }

  @Override
  public long memoryNeeded(byte[] file) throws UnreadableImageException {
    return decoder.memoryNeeded(file);
  }

  @Override
  public DecodedImage decode(byte[] file) throws UnreadableImageException {
    RgbImage image = decoder.decode(file);
    ModelView view = new ModelView(0, 0, image.width(), image.height());
    PixelValues input = new PixelValues(1, 1, new float[] {0, 0, 0});
    return new DecodedImage(image, new PreparedImage(image, resized -> input, view));
  }

  @Override
  public List<ImageExplanation> explain(List<DecodedImage> images) {
    try {
      TimeUnit.NANOSECONDS.sleep(timeOfImage.toNanos() * images.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return images.stream().map(CheapEngine::explain).toList();
  }

  private static ImageExplanation explain(DecodedImage decoded) {
    RgbImage image = decoded.image();
    float[] map = new float[SIDE * SIDE];
    float sum = 0;
    for (int i = 0; i < map.length; i++) {
      map[i] = image.level(i % SIDE % image.width(), i / SIDE % image.height(), 0);
      sum += map[i];
    }
    float brightness = sum / map.length / 255 - 0.5f;
    Prediction prediction =
        Prediction.of(MODEL.classNames(), new float[] {-brightness, brightness}, false);
    ActivationMap activation =
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            "encoder.stages.3.layers.2",
            OptionalInt.of(prediction.classIndex()),
            SIDE,
            SIDE,
            map,
            false,
            false);
    return new ImageExplanation(prediction, decoded.prepared().view(), 1, 1, List.of(activation));
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
