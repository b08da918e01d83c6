package io.camstream.worker.service;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.artifact.ArtifactKind;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.figure.HeatStyle;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.Orientation;
import io.camstream.platform.error.UserError;
import io.camstream.worker.pipeline.AuditSampler;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Converts the worker's settings to engine options. */
final class WorkerOptions {

  private WorkerOptions() {}

  /**
   * @throws UserError naming the setting, for a value that the engine does not support
   */
  static EngineOptions engine(WorkerSettings settings) {
    // Several batches with one thread each are faster than one batch with several threads.
    EngineOptions options =
        EngineOptions.DEFAULT.withExplanation(explanation(settings)).withThreads(1);
    options = checked("device", options, o -> o.withDevice(settings.device()));
    return options.withPrecision(settings.precision());
  }

  private static ExplanationOptions explanation(WorkerSettings settings) {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withFusion(settings.fuse())
            .withSmoothing(settings.smooth())
            .withNormalisation(settings.normalise())
            .withAblation(settings.ablation())
            .withSeed(settings.seed());
    options = checked("methods", options, o -> o.withMethods(settings.methods()));
    options = checked("classes", options, o -> o.withClasses(settings.classes()));
    return checked("layers", options, o -> o.withLayers(settings.layers().orElse("")));
  }

  /**
   * @throws UserError naming the setting, for a value that the engine does not support
   */
  static RenderingOptions rendering(WorkerSettings settings) {
    HeatStyle style =
        checked("opacity", () -> new HeatStyle(settings.colormap(), settings.opacity()));
    RenderingOptions options =
        RenderingOptions.DEFAULT
            .withStyle(style)
            .withFullMaps(settings.npzFull())
            .withMaxSide(settings.maxPictureSide());
    return checked("artifacts", options, o -> o.withArtifacts(artifacts(settings)));
  }

  private static Set<ArtifactKind> artifacts(WorkerSettings settings) {
    Set<ArtifactKind> kinds = EnumSet.copyOf(ArtifactKind.parse(settings.artifacts()));
    if (settings.npz() || settings.npzFull()) {
      kinds.add(ArtifactKind.MAPS);
    }
    return kinds;
  }

  /**
   * @throws UserError naming the setting, for a value that is not known
   */
  static AuditSampler audit(WorkerSettings settings) {
    return checked("audit", () -> AuditSampler.of(settings.audit(), settings.seed()));
  }

  static DecodeLimits limits(WorkerSettings settings) {
    return new DecodeLimits(
        settings.maxImagePixels(),
        DecodeLimits.DEFAULT.maxSide(),
        settings.maxImageSize().bytes(),
        settings.maxDecodeMemory().bytes(),
        settings.maxDecodeTime());
  }

  static ImageDecoder decoder(WorkerSettings settings) {
    return new ImageDecoder(
        limits(settings), settings.upright() ? Orientation.UPRIGHT : Orientation.AS_PIL);
  }

  private static <T> T checked(String option, T options, UnaryOperator<T> set) {
    return checked(option, () -> set.apply(options));
  }

  private static <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new UserError("camstream.worker." + option + ": " + e.getMessage() + ".", e);
    }
  }
}
