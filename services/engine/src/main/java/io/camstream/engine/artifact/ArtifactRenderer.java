package io.camstream.engine.artifact;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.rendering.FigurePainter;
import io.camstream.engine.rendering.FigureSubject;
import io.camstream.engine.rendering.PngWriter;
import io.camstream.engine.rendering.ShownMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns explained images into files. Thread-safe, and a pure function: the same input and options
 * give the same bytes.
 *
 * <p>With several layers, the overlays of the first have the plain names, those of the others have
 * the layer behind the method ({@code cell_gradcam_encoder.stages.2.layers.8.png}, kind {@code
 * overlay:gradcam@encoder.stages.2.layers.8}); comparison and classes have a row for each layer. A
 * method that does not depend on the class has no picture of classes.
 */
public final class ArtifactRenderer {

  private static final String PNG = "image/png";

  private final RenderingOptions options;
  private final FigurePainter painter;
  private final MapsFile maps;
  private final ResultsFile results = new ResultsFile();

  public ArtifactRenderer(RenderingOptions options) {
    this.options = options;
    this.painter = new FigurePainter(options.style());
    this.maps = new MapsFile(options.fullMaps());
  }

  /**
   * The artifacts of one image, in the order of {@link ArtifactKind}.
   *
   * @throws IllegalArgumentException where full maps are asked for and the model's input is missing
   */
  public List<RenderedArtifact> render(ExplainedImage explained) {
    Work work = new Work(explained);
    return options.artifacts().stream().flatMap(work::of).toList();
  }

  /** The files of one image. */
  private final class Work {
    private final ExplainedImage explained;
    private final FigureSubject subject;
    private final ShownMaps shown;

    Work(ExplainedImage explained) {
      this.explained = explained;
      this.subject =
          new FigureSubject(
              explained.image(),
              explained.explanation(),
              explained.names().imageName(),
              explained.model().name());
      this.shown = new ShownMaps(explained.explanation());
    }

    /** The one place that knows every kind. */
    Stream<RenderedArtifact> of(ArtifactKind kind) {
      return switch (kind) {
        case ORIGINAL -> one(kind, "original.png", PNG, PngWriter.encode(explained.image()));
        case OVERLAY -> overlays().stream();
        case COMPARISON -> one(kind, "comparison.png", PNG, painter.comparison(subject));
        case CLASSES -> methodsWithClasses().map(this::classes);
        case PROBABILITIES -> one(kind, "probabilities.png", PNG, painter.probabilities(subject));
        case MAPS -> one(kind, "maps.npz", "application/zip", maps.write(explained));
        case RESULTS -> one(kind, "results.json", "application/json", results.write(explained));
      };
    }

    private List<RenderedArtifact> overlays() {
      List<RenderedArtifact> overlays = new ArrayList<>();
      for (String layer : shown.layers()) {
        boolean first = layer.equals(shown.layers().get(0));
        for (String method : shown.methods(layer)) {
          ActivationMap map = shown.leading(layer, method).orElseThrow();
          overlays.add(
              artifact(
                  ArtifactKind.OVERLAY.id() + ":" + method + (first ? "" : "@" + layer),
                  method + (first ? "" : "_" + ArtifactNames.stem(layer)) + ".png",
                  PNG,
                  painter.overlay(subject, map)));
        }
      }
      return overlays;
    }

    private Stream<String> methodsWithClasses() {
      return explained.explanation().maps().stream()
          .filter(map -> map.classIndex().isPresent())
          .map(ActivationMap::method)
          .distinct();
    }

    private RenderedArtifact classes(String method) {
      return artifact(
          ArtifactKind.CLASSES.id() + ":" + method,
          "classes_" + method + ".png",
          PNG,
          painter.classes(subject, method));
    }

    private Stream<RenderedArtifact> one(
        ArtifactKind kind, String suffix, String contentType, byte[] content) {
      return Stream.of(artifact(kind.id(), suffix, contentType, content));
    }

    private RenderedArtifact artifact(
        String kind, String suffix, String contentType, byte[] content) {
      return new RenderedArtifact(kind, explained.names().fileName(suffix), contentType, content);
    }
  }
}
