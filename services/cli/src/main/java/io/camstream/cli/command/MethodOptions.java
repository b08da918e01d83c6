package io.camstream.cli.command;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Smoothing;
import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.cam.MethodDescription;
import io.camstream.engine.convnext.Precision;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.Orientation;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** Command-line options that select methods and layers. Filled in by picocli. */
final class MethodOptions {

  @Option(
      names = "--methods",
      paramLabel = "ID,…",
      defaultValue = "gradcam,gradcampp,layercam",
      description =
          "CAM methods, or all: ${COMPLETION-CANDIDATES}. Slow methods run the network at least"
              + " once per channel of the layer; docs/methods.md has the cost and the purpose of"
              + " each. Default: ${DEFAULT-VALUE}",
      completionCandidates = MethodIds.class)
  private String methods;

  @Option(
      names = "--layers",
      paramLabel = "PATH,…",
      defaultValue = "",
      description =
          "Target layers by their Hugging Face paths, such as encoder.stages.2.layers.8. Default:"
              + " the last block")
  private String layers;

  @Option(
      names = "--smooth",
      paramLabel = "HOW",
      defaultValue = "none",
      description =
          "Smoothing: none, or aug or eigen of pytorch-grad-cam. Default: ${DEFAULT-VALUE}")
  private String smooth;

  @Option(
      names = "--ablation",
      paramLabel = "VALUE",
      defaultValue = "zero",
      description =
          "Value with which ablationcam replaces a channel: zero, or grad-cam for that of"
              + " pytorch-grad-cam. Default: ${DEFAULT-VALUE}")
  private String ablation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the methods that draw random numbers. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--upright",
      description = "Rotates images by their EXIF orientation, which PIL does not do.")
  private boolean upright;

  @Option(
      names = "--device",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description = "Device: auto, cpu or cuda:N. Default: ${DEFAULT-VALUE}")
  private String device;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description =
          "Number type: float32, or float16 for GPUs (docs/gpu.md). Default: ${DEFAULT-VALUE}")
  private String precision;

  /** Ids of all methods as the help lists them; a slow one is marked. */
  static final class MethodIds implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return ids(MethodCatalog.STANDARD).iterator();
    }

    static List<String> ids(MethodCatalog catalog) {
      return catalog.descriptions().stream().map(MethodIds::listed).toList();
    }

    private static String listed(MethodDescription method) {
      return method.slow() ? method.id() + " (slow)" : method.id();
    }
  }

  /** Decoder of the images. */
  ImageDecoder decoder() {
    Orientation orientation = upright ? Orientation.UPRIGHT : Orientation.AS_PIL;
    return new ImageDecoder(DecodeLimits.DEFAULT, orientation);
  }

  /**
   * Options of the engine.
   *
   * @param threads threads of one tensor operation
   * @throws IllegalArgumentException with one line for the first option that is wrong
   */
  EngineOptions engine(ExplanationOptions explanation, int threads) {
    return new EngineOptions(explanation, device, Precision.parse(precision), threads);
  }

  /**
   * Options of the explanation, for all classes.
   *
   * @throws IllegalArgumentException with one line for the first option that is wrong
   */
  ExplanationOptions explanation() {
    return ExplanationOptions.DEFAULT
        .withMethods(methods)
        .withLayers(layers)
        .withSmoothing(Smoothing.parse(smooth))
        .withAblation(AblationValue.parse(ablation))
        .withSeed(seed);
  }
}
