package io.camstream.worker.service;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Normalisation;
import io.camstream.engine.Smoothing;
import io.camstream.engine.artifact.ArtifactKind;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.convnext.Precision;
import io.camstream.engine.figure.ColorMap;
import io.camstream.engine.figure.HeatStyle;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.Orientation;
import io.camstream.platform.error.UserError;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Turns the settings into the engine's options. */
final class WorkerOptions {

  private WorkerOptions() {}

  /**
   * @throws UserError naming the setting, for a value that the engine does not know
   */
  static EngineOptions engine(WorkerSettings settings) {
    // Several batches with one thread each are faster than one batch with several threads.
    EngineOptions options =
        EngineOptions.DEFAULT.withExplanation(explanation(settings)).withThreads(1);
    options = checked("device", options, o -> o.withDevice(settings.device()));
    return checked(
        "precision", options, o -> o.withPrecision(Precision.parse(settings.precision())));
  }

  private static ExplanationOptions explanation(WorkerSettings settings) {
    ExplanationOptions options = ExplanationOptions.DEFAULT.withSeed(settings.seed());
    options = checked("methods", options, o -> o.withMethods(settings.methods()));
    options = checked("classes", options, o -> o.withClasses(settings.classes()));
    options = checked("layers", options, o -> o.withLayers(settings.layers().orElse("")));
    options = checked("fuse", options, o -> o.withFusion(Fusion.parse(settings.fuse())));
    options = checked("smooth", options, o -> o.withSmoothing(Smoothing.parse(settings.smooth())));
    options =
        checked("ablation", options, o -> o.withAblation(AblationValue.parse(settings.ablation())));
    return checked(
        "normalise", options, o -> o.withNormalisation(Normalisation.parse(settings.normalise())));
  }

  /**
   * @throws UserError naming the setting, for a value that the engine does not know
   */
  static RenderingOptions rendering(WorkerSettings settings) {
    ColorMap colors = checked("colormap", () -> ColorMap.parse(settings.colormap()));
    HeatStyle style = checked("opacity", () -> new HeatStyle(colors, settings.opacity()));
    RenderingOptions options =
        RenderingOptions.DEFAULT.withStyle(style).withFullMaps(settings.npzFull());
    return checked("artifacts", options, o -> o.withArtifacts(artifacts(settings)));
  }

  private static Set<ArtifactKind> artifacts(WorkerSettings settings) {
    Set<ArtifactKind> kinds = EnumSet.copyOf(ArtifactKind.parse(settings.artifacts()));
    if (settings.npz() || settings.npzFull()) {
      kinds.add(ArtifactKind.MAPS);
    }
    return kinds;
  }

  static DecodeLimits limits(WorkerSettings settings) {
    return new DecodeLimits(
        settings.maxImagePixels(), DecodeLimits.DEFAULT.maxSide(), settings.maxImageSize().bytes());
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
