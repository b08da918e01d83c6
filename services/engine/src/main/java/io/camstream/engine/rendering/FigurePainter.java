package io.camstream.engine.rendering;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.cam.FinalMaps;
import io.camstream.engine.explanation.Prediction;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.preprocessing.ModelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the pictures of an explained image as PNG. Thread-safe. */
public final class FigurePainter {

  private static final int PANEL_SIDE = 256;
  private static final int MAX_COLUMNS = 6;
  private static final int MAX_CLASS_PANELS = 23;
  private static final String ORIGINAL = "Image";

  private final HeatStyle style;
  private final Typefaces typefaces;

  public FigurePainter(HeatStyle style) {
    this.style = style;
    this.typefaces = Typefaces.load();
  }

  /** A heat map over the image, as large as the image. */
  public byte[] overlay(FigureSubject subject, ActivationMap map) {
    return new OverlayPicture(style, typefaces).paint(subject, map);
  }

  /** A bar for each class, most probable first. */
  public byte[] probabilities(FigureSubject subject) {
    return new ProbabilityChart(subject, typefaces).paint();
  }

  /** The image and the leading map of every method side by side, a row for each layer. */
  public byte[] comparison(FigureSubject subject) {
    Panels panels = new Panels(subject, style);
    ShownMaps maps = new ShownMaps(subject.explanation());
    Prediction prediction = subject.explanation().prediction();
    List<PanelGrid.Row> rows = new ArrayList<>();
    List<ActivationMap> shown = new ArrayList<>();
    for (String layer : maps.layers()) {
      List<ActivationMap> ofLayer =
          maps.methods(layer).stream().flatMap(m -> maps.leading(layer, m).stream()).toList();
      shown.addAll(ofLayer);
      List<Panel> row = new ArrayList<>(List.of(panels.original()));
      ofLayer.forEach(map -> row.add(panels.ofMethod(map)));
      rows.addAll(broken(Optional.of(layer).filter(l -> maps.layers().size() > 1), row));
    }
    if (rows.isEmpty()) {
      rows.add(new PanelGrid.Row(Optional.empty(), List.of(panels.original())));
    }
    return paint(
        new PanelGrid(
            DisplayText.clean(prediction.predictedClass()),
            Percent.of(prediction.confidence()),
            subtitle(subject, maps),
            rows,
            style.colors(),
            panels.notes(shown, "each map")));
  }

  /**
   * The maps of one method for every class, most probable first: the picture answers 'why this
   * class, and why not the next one', reads from left to right, and with a thousand classes leaves
   * out those that nobody asks for.
   */
  public byte[] classes(FigureSubject subject, String method) {
    Panels panels = new Panels(subject, style);
    ShownMaps maps = new ShownMaps(subject.explanation());
    List<PanelGrid.Row> rows = new ArrayList<>();
    List<ActivationMap> shown = new ArrayList<>();
    int left = 0;
    for (String layer : maps.layers()) {
      List<ActivationMap> all = maps.byProbability(layer, method);
      List<ActivationMap> ofLayer = all.subList(0, Math.min(MAX_CLASS_PANELS, all.size()));
      left = Math.max(left, all.size() - ofLayer.size());
      shown.addAll(ofLayer);
      List<Panel> row = new ArrayList<>(List.of(panels.original()));
      ofLayer.forEach(map -> row.add(panels.ofClass(map)));
      rows.addAll(broken(Optional.of(layer).filter(l -> maps.layers().size() > 1), row));
    }
    List<String> notes = new ArrayList<>(panels.notes(shown, "each class"));
    if (left > 0) {
      notes.add(0, "Not shown: " + left + " less probable classes.");
    }
    return paint(
        new PanelGrid(
            MethodTitles.of(method),
            "by class",
            subtitle(subject, maps),
            rows,
            style.colors(),
            notes));
  }

  private byte[] paint(PanelGrid grid) {
    return new PanelGridPainter(grid, typefaces).paint();
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

  private static String subtitle(FigureSubject subject, ShownMaps maps) {
    List<String> parts = new ArrayList<>();
    parts.add(DisplayText.clean(subject.imageName()));
    parts.add("model " + DisplayText.clean(subject.modelName()));
    if (maps.layers().size() == 1) {
      parts.add("layer " + DisplayText.clean(maps.layers().get(0)));
    }
    return String.join("   ·   ", parts);
  }

  /** Makes the panels of one figure. */
  private static final class Panels {
    private final FigureSubject subject;
    private final HeatStyle style;
    private final HeatOverlay overlay;

    Panels(FigureSubject subject, HeatStyle style) {
      this.subject = subject;
      this.style = style;
      this.overlay = overlayOfPanelSize(subject);
    }

    private static HeatOverlay overlayOfPanelSize(FigureSubject subject) {
      RgbImage image = subject.image();
      double factor = (double) PANEL_SIDE / Math.max(image.width(), image.height());
      int width = Math.max(1, (int) Math.round(factor * image.width()));
      int height = Math.max(1, (int) Math.round(factor * image.height()));
      double across = (double) width / image.width();
      double down = (double) height / image.height();
      ModelView view = subject.explanation().view();
      return new HeatOverlay(
          ImageScaling.scale(image, width, height),
          new ModelView(
              view.x() * across, view.y() * down, view.width() * across, view.height() * down));
    }

    Panel original() {
      return new Panel(ORIGINAL, Optional.empty(), overlay.image(), List.of(), false);
    }

    Panel ofMethod(ActivationMap map) {
      return of(map, MethodTitles.of(map.method()), Optional.empty());
    }

    Panel ofClass(ActivationMap map) {
      Prediction prediction = subject.explanation().prediction();
      if (map.classIndex().isEmpty()) {
        return of(map, "All classes", Optional.of("does not depend on the class"));
      }
      int k = map.classIndex().getAsInt();
      String probability = Percent.of(prediction.probabilities().get(k));
      String caption = k == prediction.classIndex() ? probability + ", predicted" : probability;
      return of(map, DisplayText.clean(prediction.classNames().get(k)), Optional.of(caption));
    }

    private Panel of(ActivationMap map, String title, Optional<String> caption) {
      RgbImage picture =
          map.empty()
              ? overlay.withoutHeat()
              : overlay.heat(
                  FinalMaps.atInputSize(
                      map, subject.explanation().inputHeight(), subject.explanation().inputWidth()),
                  subject.explanation().inputHeight(),
                  subject.explanation().inputWidth(),
                  style.colors(),
                  style.opacity());
      return new Panel(title, caption, picture, EmptyMap.reason(map), map.fragile());
    }

    List<String> notes(List<ActivationMap> shown, String each) {
      List<String> notes = new ArrayList<>();
      notes.add(
          "Colour: " + each + " on its own scale, from no evidence (0) to its strongest (1).");
      if (overlay.hasUnseenPart()) {
        notes.add("Faded: outside the model's view.");
      }
      if (shown.stream().anyMatch(ActivationMap::fragile)) {
        notes.add(
            Panel.FRAGILE_MARK
                + " Numerically fragile: a tiny change of the input changes this map visibly.");
      }
      return notes;
    }
  }
}
