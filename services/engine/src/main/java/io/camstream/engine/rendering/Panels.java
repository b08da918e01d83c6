package io.camstream.engine.rendering;

import io.camstream.engine.cam.FinalMap;
import io.camstream.engine.cam.Normalisation;
import io.camstream.engine.explanation.Prediction;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.preprocessing.ModelView;
import io.camstream.engine.preprocessing.PilResize;
import io.camstream.engine.preprocessing.Resampling;
import io.camstream.engine.preprocessing.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the panels of one figure, and remembers what its notes must say. For one thread. */
final class Panels {

  private static final int LONGER_SIDE = 256;

  private final Prediction prediction;
  private final HeatStyle style;
  private final HeatPicture picture;
  private boolean anyFragile;

  Panels(FigureSubject subject, HeatStyle style) {
    this.prediction = subject.explanation().prediction();
    this.style = style;
    this.picture = new HeatPicture(scaled(subject.image(), subject.explanation().view()), style);
  }

  /** The image at the size of a panel: small crops are scaled up, large images down. */
  private static HeatOverlay scaled(RgbImage image, ModelView view) {
    double factor = (double) LONGER_SIDE / Math.max(image.width(), image.height());
    int width = (int) Math.max(1, Math.round(factor * image.width()));
    int height = (int) Math.max(1, Math.round(factor * image.height()));
    double across = (double) width / image.width();
    double down = (double) height / image.height();
    Window all = new Window(0, 0, width, height);
    return new HeatOverlay(
        PilResize.resize(image, width, height, all, Resampling.BICUBIC),
        new ModelView(
            view.x() * across, view.y() * down, view.width() * across, view.height() * down));
  }

  Panel original() {
    return new Panel("Image", Optional.empty(), picture.original(), List.of(), false);
  }

  Panel ofMethod(FinalMap map) {
    return of(map, MethodTitle.of(map.method()), Optional.empty());
  }

  Panel ofClass(FinalMap map) {
    int k = map.classIndex().orElseThrow();
    String probability = Percent.of(prediction.probabilities().get(k));
    String caption = k == prediction.classIndex() ? probability + ", predicted" : probability;
    return of(map, DisplayText.clean(prediction.classNames().get(k)), Optional.of(caption));
  }

  private Panel of(FinalMap map, String title, Optional<String> caption) {
    anyFragile |= map.fragile();
    return new Panel(title, caption, picture.of(map), EmptyMap.reason(map), map.fragile());
  }

  /**
   * Sentences about the panels made so far.
   *
   * @param each what has its own scale, such as {@code each map}
   */
  List<String> notes(String each) {
    List<String> notes = new ArrayList<>();
    notes.add(
        style.normalisation() == Normalisation.PER_MAP
            ? "Colour: " + each + " on its own scale, from no evidence (0) to its strongest (1)."
            : "Colour: one scale for the classes of a method, from no evidence (0) to the strongest"
                + " (1).");
    if (picture.hasUnseenPart()) {
      notes.add("Faded: outside the model's view.");
    }
    if (anyFragile) {
      notes.add(
          Panel.FRAGILE_MARK
              + " Numerically fragile: a tiny change of the input changes this map visibly.");
    }
    return notes;
  }
}
