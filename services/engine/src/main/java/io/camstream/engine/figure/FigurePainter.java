package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.cam.MethodDescription;
import io.camstream.engine.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws the pictures of an explained image as PNG. Thread-safe. */
public final class FigurePainter {

  private static final int MAX_COLUMNS = 6;

  private final HeatStyle style;
  private final Typefaces typefaces;
  private final DrawingBuffers.Pool buffers = new DrawingBuffers.Pool();

  public FigurePainter(HeatStyle style) {
    this.style = style;
    this.typefaces = Typefaces.load();
  }

  /**
   * What pictures of an image show. To be closed when all of them are drawn; for one thread.
   *
   * @param maps of the explanation
   * @param imageName for the figures' second line; any text
   * @param modelName likewise
   */
  public FigureSubject subject(
      RgbImage image,
      ImageExplanation explanation,
      DrawnMaps maps,
      String imageName,
      String modelName) {
    return new FigureSubject(image, explanation, maps, imageName, modelName, buffers);
  }

  /** The image as it is. */
  public byte[] original(FigureSubject subject) {
    return subject.png().encode(subject.image());
  }

  /** A heat map over the image, as large as the image. */
  public byte[] overlay(FigureSubject subject, FinalMap map) {
    return new OverlayPicture(style, typefaces).paint(subject, map);
  }

  /** A bar for each class, most probable first. */
  public byte[] probabilities(FigureSubject subject) {
    return new ProbabilityChart(subject, typefaces).paint();
  }

  /**
   * The image and the leading map of every method side by side; with several layers, the fused maps
   * first, then a row for each layer.
   */
  public byte[] comparison(FigureSubject subject) {
    Panels panels = new Panels(subject, style);
    DrawnMaps maps = subject.maps();
    List<String> layers = maps.layers();
    List<PanelGrid.Row> rows = new ArrayList<>();
    if (layers.size() <= 1) {
      rows.addAll(methods(panels, maps, Optional.empty()));
    } else {
      String fusion = subject.explanation().fusion().name().toLowerCase(Locale.ROOT);
      rows.addAll(methods(panels, maps, Optional.of("All layers: " + fusion)));
      for (String layer : layers) {
        rows.addAll(methods(panels, maps.atLayer(layer), Optional.of(DisplayText.clean(layer))));
      }
    }
    Prediction prediction = subject.explanation().prediction();
    return paint(
        subject,
        new PanelGrid(
            DisplayText.clean(prediction.predictedClass()),
            Percent.of(prediction.confidence()),
            subtitle(subject),
            rows,
            style.colors(),
            panels.notes("each map")));
  }

  /**
   * The maps of one method for every class, most probable first: so the picture answers 'why this
   * class, and why not the next one', reads from left to right, and may leave out the tail of a
   * thousand classes.
   */
  public byte[] classes(FigureSubject subject, MethodDescription method) {
    Panels panels = new Panels(subject, style);
    List<Panel> row = new ArrayList<>(List.of(panels.original()));
    subject.maps().byProbability(method).forEach(map -> row.add(panels.ofClass(map)));
    List<String> notes = new ArrayList<>(panels.notes("each class"));
    int left = subject.maps().notDrawn(method);
    if (left > 0) {
      notes.add(0, "Not shown: " + left + " less probable classes.");
    }
    return paint(
        subject,
        new PanelGrid(
            DisplayText.clean(method.title()),
            "by class",
            subtitle(subject),
            broken(Optional.empty(), row),
            style.colors(),
            notes));
  }

  private byte[] paint(FigureSubject subject, PanelGrid grid) {
    return subject.png().encode(new PanelGridPainter(grid, typefaces).paint(subject.buffers()));
  }

  private static List<PanelGrid.Row> methods(
      Panels panels, DrawnMaps maps, Optional<String> label) {
    List<Panel> row = new ArrayList<>(List.of(panels.original()));
    maps.methods().forEach(method -> row.add(panels.ofMethod(maps.leading(method))));
    return broken(label, row);
  }

  /** Breaks a long row into rows of nearly the same length. */
  private static List<PanelGrid.Row> broken(Optional<String> label, List<Panel> panels) {
    int lines = (panels.size() + MAX_COLUMNS - 1) / MAX_COLUMNS;
    int columns = (panels.size() + lines - 1) / lines;
    List<PanelGrid.Row> rows = new ArrayList<>();
    for (int from = 0; from < panels.size(); from += columns) {
      List<Panel> part = panels.subList(from, Math.min(panels.size(), from + columns));
      rows.add(new PanelGrid.Row(from == 0 ? label : Optional.empty(), part));
    }
    return rows;
  }

  private static String subtitle(FigureSubject subject) {
    List<String> parts = new ArrayList<>();
    parts.add(DisplayText.clean(subject.imageName()));
    parts.add("checkpoint " + DisplayText.clean(subject.modelName()));
    List<String> layers = subject.maps().layers();
    if (!layers.isEmpty()) {
      parts.add(
          (layers.size() == 1 ? "layer " : "layers ")
              + DisplayText.clean(String.join(", ", layers)));
    }
    return String.join("   ·   ", parts);
  }
}
