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

/** Options of the files that are written. Filled in by picocli. */
final class DrawingOptions {

  @Option(
      names = "--classes",
      paramLabel = "WHICH",
      defaultValue = "all",
      description =
          "Classes to draw: predicted, top3, all, or class names separated by commas. Default:"
              + " ${DEFAULT-VALUE}")
  private String classes;

  @Option(
      names = "--fuse",
      paramLabel = "HOW",
      defaultValue = "mean",
      description =
          "How the maps of several layers are combined: mean, max or product. Default:"
              + " ${DEFAULT-VALUE}")
  private String fuse;

  @Option(
      names = "--normalise",
      paramLabel = "HOW",
      defaultValue = "per-map",
      description =
          "Scale of the maps: per-map, or per-image (one scale for all classes of an image, so that"
              + " classes can be compared). Default: ${DEFAULT-VALUE}")
  private String normalise;

  @Option(
      names = "--colormap",
      paramLabel = "ID",
      defaultValue = "jet",
      description = "Colour map: jet, turbo, inferno or viridis. Default: ${DEFAULT-VALUE}")
  private String colormap;

  @Option(
      names = "--opacity",
      paramLabel = "0..1",
      defaultValue = "0.5",
      description = "Opacity of the heat map over the image. Default: ${DEFAULT-VALUE}")
  private double opacity;

  @Option(
      names = "--max-picture-side",
      paramLabel = "PIXELS",
      defaultValue = "2048",
      description =
          "Longest side of the original and the overlays; those of a larger image are scaled down."
              + " Default: ${DEFAULT-VALUE}")
  private int maxPictureSide;

  @Option(
      names = "--artifacts",
      paramLabel = "KIND,…",
      defaultValue = "original,overlay,comparison,classes,probabilities,results",
      description =
          "Files to write: original, overlay, comparison, classes, probabilities, maps, results, or"
              + " all. Default: ${DEFAULT-VALUE}")
  private String artifacts;

  @Option(names = "--npz", description = "Also writes the raw maps as a NumPy .npz file.")
  private boolean npz;

  @Option(
      names = "--npz-full",
      description = "Writes raw maps, final maps and the model's input as a NumPy .npz file.")
  private boolean npzFull;

  /**
   * Adds the classes, the fusion and the normalisation of these options.
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
   * Selects the files to write.
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
        .withFullMaps(npzFull)
        .withMaxSide(maxPictureSide);
  }
}
