package io.camstream.engine.artifact;

import io.camstream.engine.cam.MethodDescription;
import io.camstream.engine.figure.DrawnMaps;
import io.camstream.engine.figure.FigurePainter;
import io.camstream.engine.figure.FigureSubject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns explained images into files. Thread-safe, and a pure function: the same input and options
 * give the same bytes.
 *
 * <p>An image whose longest side exceeds {@link RenderingOptions#maxSide} is drawn smaller. The
 * results file and the maps file describe the image itself.
 *
 * <p>A method that has a map of one class only, or one for all, has no picture of classes. With
 * several layers, pictures show the fused maps; the comparison also has a row for each layer.
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
    try (Work work = new Work(explained)) {
      return options.artifacts().stream().flatMap(work::of).toList();
    }
  }

  /** The files of one image. */
  private final class Work implements AutoCloseable {
    private final ExplainedImage explained;
    private final DrawnMaps drawn;
    private final FigureSubject subject;

    Work(ExplainedImage explained) {
      this.explained = explained;
      DrawnImage shown = DrawnImage.of(explained, options.maxSide());
      this.drawn = new DrawnMaps(shown.explanation());
      this.subject =
          painter.subject(
              shown.image(),
              shown.explanation(),
              drawn,
              explained.names().imageName(),
              explained.model().name());
    }

    @Override
    public void close() {
      subject.close();
    }

    /** The one place that knows every kind. */
    Stream<RenderedArtifact> of(ArtifactKind kind) {
      return switch (kind) {
        case ORIGINAL -> one(kind, "original.png", PNG, painter.original(subject));
        case OVERLAY -> drawn.methods().stream().map(this::overlay);
        case COMPARISON -> one(kind, "comparison.png", PNG, painter.comparison(subject));
        case CLASSES -> drawn.methodsWithClasses().stream().map(this::classes);
        case PROBABILITIES -> one(kind, "probabilities.png", PNG, painter.probabilities(subject));
        case MAPS -> one(kind, "maps.npz", "application/zip", maps.write(explained));
        case RESULTS -> one(kind, "results.json", "application/json", results.write(explained));
      };
    }

    private RenderedArtifact overlay(MethodDescription method) {
      return artifact(
          ArtifactKind.OVERLAY.id() + ":" + method.id(),
          method.id() + ".png",
          PNG,
          painter.overlay(subject, drawn.leading(method)));
    }

    private RenderedArtifact classes(MethodDescription method) {
      return artifact(
          ArtifactKind.CLASSES.id() + ":" + method.id(),
          "classes_" + method.id() + ".png",
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
