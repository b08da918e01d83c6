package io.camstream.cli.command;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.convnext.Precision;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.Orientation;
import picocli.CommandLine.Option;

/** Options of the maps that are computed. Filled in by picocli. */
final class MethodOptions {

  @Option(
      names = "--methods",
      paramLabel = "ID,…",
      defaultValue = "gradcam,gradcampp,layercam",
      description =
          "CAM methods: gradcam, gradcampp, layercam, hirescam, xgradcam, elementwise, eigencam,"
              + " eigengradcam, segeigencam, kpcacam, fem, ablationcam, shapleycam, finercam,"
              + " refinecam, fullgrad, cam, smoothgradcampp; scorecam, iscam and sscam, which take"
              + " 1, 10 and 35 forward passes for each channel of the layer; or all."
              + " docs/methods.md describes them. Default: ${DEFAULT-VALUE}")
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
      description = "Smoothing: none, or aug or eigen of pytorch-grad-cam. Default: ${DEFAULT-VALUE}")
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
        .withSmoothing(smooth)
        .withAblation(ablation)
        .withSeed(seed);
  }
}
