package io.camstream.worker.pipeline;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.InferenceException;
import io.camstream.engine.Prediction;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A cheap engine for text files, deterministic. The first word of a file says what becomes of it:
 * {@code fine}, {@code unreadable}, {@code poison} (fails the batch it is in) or {@code killer}
 * (ends the process without a word, as a native abort does).
 */
public final class FakeEngine implements ImageExplainer {

  public static final CheckpointIdentity MODEL =
      new CheckpointIdentity("fake", "convnext", "00", "11", List.of("odd", "even"));

  private static final ModelView VIEW = new ModelView(0, 0, 2, 2);

  private final Duration timeOfBatch;

  public FakeEngine(Duration timeOfBatch) {
    this.timeOfBatch = timeOfBatch;
  }

  @Override
  public ExplainerIdentity identity() {
    return new ExplainerIdentity(MODEL, "fake", "cpu", "float32");
  }

  @Override
  public long memoryNeeded(byte[] file) {
    return file.length;
  }

  @Override
  public DecodedImage decode(byte[] file) throws UnreadableImageException {
    String text = new String(file, StandardCharsets.UTF_8);
    if (text.startsWith("unreadable")) {
      throw new UnreadableImageException(
          UnreadableImageException.Code.UNREADABLE_IMAGE, "broken file");
    }
    byte[] pixels = new byte[12];
    pixels[0] = (byte) text.length();
    pixels[1] = (byte) text.charAt(0);
    RgbImage image = new RgbImage(2, 2, pixels);
    PixelValues input = new PixelValues(2, 2, new float[12]);
    return new DecodedImage(image, new PreparedImage(image, resized -> input, VIEW));
  }

  @Override
  public List<ImageExplanation> explain(List<DecodedImage> images) {
    if (images.stream().anyMatch(image -> is(image, 'k'))) {
      Runtime.getRuntime().halt(137);
    }
    if (images.stream().anyMatch(image -> is(image, 'p'))) {
      throw new InferenceException(InferenceException.Code.NON_FINITE_LOGITS, "poison");
    }
    try {
      TimeUnit.NANOSECONDS.sleep(timeOfBatch.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return images.stream().map(FakeEngine::explain).toList();
  }

  private static boolean is(DecodedImage image, char first) {
    return image.image().pixels()[1] == first;
  }

  private static ImageExplanation explain(DecodedImage image) {
    boolean even = image.image().pixels()[0] % 2 == 0;
    Prediction prediction =
        Prediction.of(MODEL.classNames(), new float[] {even ? -1 : 1, even ? 1 : -1}, false);
    ActivationMap map =
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            "encoder.stages.3.layers.2",
            OptionalInt.of(0),
            2,
            2,
            new float[] {1, 2, 3, image.image().pixels()[0]},
            false,
            false);
    return new ImageExplanation(prediction, VIEW, 2, 2, List.of(map));
  }

  /** One small file for each image. */
  public static List<RenderedArtifact> render(ExplainedImage explained) {
    String json = "{\"image\":" + explained.image().pixels()[0] + "}";
    return List.of(
        new RenderedArtifact(
            "results",
            explained.names().fileName("results.json"),
            "application/json",
            json.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
