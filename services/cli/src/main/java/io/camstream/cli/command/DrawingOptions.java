package io.camstream.cli.command;

import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Normalisation;
import io.camstream.engine.artifact.ArtifactKind;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.figure.ColorMap;
import io.camstream.engine.figure.HeatStyle;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what is drawn and written of the maps. Filled in by picocli. */
final class DrawingOptions {

  @Option(
      names = "--classes",
      paramLabel = "WHICH",
      defaultValue = "all",
      description = "predicted, top3, all, or class names with commas. Default: ${DEFAULT-VALUE}")
  private String classes;

  @Option(
      names = "--fuse",
      paramLabel = "HOW",
      defaultValue = "mean",
      description =
          "How the maps of several layers become one: mean, max or product. Default:"
              + " ${DEFAULT-VALUE}")
  private String fuse;

  @Option(
      names = "--normalise",
      paramLabel = "HOW",
      defaultValue = "per-map",
      description =
          "per-map, or per-image: one scale for all classes of an image. Default: ${DEFAULT-VALUE}")
  private String normalise;

  @Option(
      names = "--colormap",
      paramLabel = "ID",
      defaultValue = "jet",
      description = "jet, turbo, inferno or viridis. Default: ${DEFAULT-VALUE}")
  private String colormap;

  @Option(
      names = "--opacity",
      paramLabel = "0..1",
      defaultValue = "0.5",
      description = "Of the heat over the image. Default: ${DEFAULT-VALUE}")
  private double opacity;

  @Option(
      names = "--artifacts",
      paramLabel = "KIND,…",
      defaultValue = "original,overlay,comparison,classes,probabilities,results",
      description =
          "What is written: original, overlay, comparison, classes, probabilities, maps, results,"
              + " or all. Default: ${DEFAULT-VALUE}")
  private String artifacts;

  @Option(names = "--npz", description = "Write the raw maps as well, for NumPy.")
  private boolean npz;

  @Option(
      names = "--npz-full",
      description = "Write raw maps, final maps and the model's input, for NumPy.")
  private boolean npzFull;

  /**
   * What is asked for, with the classes, the fusion and the normalisation of these options.
   *
   * @throws IllegalArgumentException with one line for the first option that is wrong
   */
  ExplanationOptions complete(ExplanationOptions explanation) {
    return explanation
        .withClasses(classes)
        .withFusion(Fusion.parse(fuse))
        .withNormalisation(Normalisation.parse(normalise));
  }

  /**
   * What is drawn and written.
   *
   * @throws IllegalArgumentException with one line for the first option that is wrong
   */
  RenderingOptions rendering() {
    Set<ArtifactKind> kinds = EnumSet.copyOf(ArtifactKind.parse(artifacts));
    if (npz || npzFull) {
      kinds.add(ArtifactKind.MAPS);
    }
    return RenderingOptions.DEFAULT
        .withStyle(new HeatStyle(ColorMap.parse(colormap), opacity))
        .withArtifacts(kinds)
        .withFullMaps(npzFull);
  }
}
