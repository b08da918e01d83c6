package io.camstream.worker.pipeline;

import io.camstream.engine.EngineFacts;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.audit.ImageAuditor;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.platform.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@link ImageExplainer} of {@code io.camstream.engine}. */
public final class EngineImageExplainer implements ImageExplainer {

  private static final int SAMPLE_SIDE = 256;

  private final ImageDecoder decoder;
  private final Explainer explainer;
  private final ImageAuditor auditor;

  private EngineImageExplainer(ImageDecoder decoder, Explainer explainer) {
    this.decoder = decoder;
    this.explainer = explainer;
    this.auditor = new ImageAuditor(explainer::predict, explainer::explain);
  }

  /**
   * Reads the checkpoint and opens the engine.
   *
   * @param model the checkpoint's folder
   * @param decoder of the images; is closed with this, also if this can't be opened
   * @throws UserError if the folder contains no usable checkpoint, or the options name a layer,
   *     class or device that does not exist
   */
  public static EngineImageExplainer open(Path model, EngineOptions options, ImageDecoder decoder) {
    boolean open = false;
    try {
      EngineImageExplainer explainer =
          new EngineImageExplainer(decoder, Explainer.open(model, options));
      open = true;
      return explainer;
    } catch (CheckpointException e) {
      throw new UserError("camstream.worker.model: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UserError("The model does not support the settings: " + e.getMessage(), e);
    } finally {
      if (!open) {
        decoder.close();
      }
    }
  }

  @Override
  public ExplainerIdentity identity() {
    return new ExplainerIdentity(
        explainer.identity(), explainer.engineName(), explainer.device(), explainer.precision());
  }

  @Override
  public EngineFacts facts() {
    return explainer.facts();
  }

  @Override
  public Optional<DecodedImage> sample() {
    byte[] pixels = new byte[3 * SAMPLE_SIDE * SAMPLE_SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / SAMPLE_SIDE);
    }
    RgbImage image = new RgbImage(SAMPLE_SIDE, SAMPLE_SIDE, pixels);
    return Optional.of(new DecodedImage(image, explainer.prepare(image)));
  }

  @Override
  public long memoryNeeded(byte[] file) throws UnreadableImageException {
    return decoder.memoryNeeded(file);
  }

  @Override
  public DecodedImage decode(byte[] file) throws UnreadableImageException {
    RgbImage image = decoder.decode(file);
    return new DecodedImage(image, explainer.prepare(image));
  }

  @Override
  public List<ImageExplanation> explain(List<DecodedImage> images) {
    return explainer.explain(images.stream().map(DecodedImage::prepared).toList());
  }

  @Override
  public List<ImageEvidence> audit(List<AuditedImage> images) {
    return auditor.audit(
        images.stream()
            .map(
                audited ->
                    new ImageAuditor.Subject(
                        audited.image().image(),
                        audited.image().prepared(),
                        audited.explanation(),
                        Optional.empty(),
                        audited.shifted()))
            .toList());
  }

  @Override
  public void close() {
    decoder.close();
    explainer.close();
  }
}
