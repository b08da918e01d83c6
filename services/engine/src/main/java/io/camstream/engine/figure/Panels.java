package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.Normalisation;
import io.camstream.engine.Prediction;
import io.camstream.engine.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the panels of one figure, and remembers what its notes must say. For one thread. */
final class Panels {

  private final Prediction prediction;
  private final Normalisation normalisation;
  private final PanelPictures pictures;
  private boolean anyFragile;

  Panels(FigureSubject subject, HeatStyle style) {
    this.prediction = subject.explanation().prediction();
    this.normalisation = subject.explanation().normalisation();
    this.pictures = subject.panels(style);
  }

  Panel original() {
    return new Panel("Image", Optional.empty(), pictures.original(), true, List.of(), false);
  }

  Panel ofMethod(FinalMap map) {
    return of(
        map,
        pictures.ofMethod(map),
        DisplayText.clean(map.description().title()),
        Optional.empty());
  }

  Panel ofClass(FinalMap map) {
    int k = map.classIndex().orElseThrow();
    String probability = Percent.of(prediction.probabilities().get(k));
    String caption = k == prediction.classIndex() ? probability + ", predicted" : probability;
    String name = DisplayText.clean(prediction.classNames().get(k));
    return of(map, pictures.ofClass(map), name, Optional.of(caption));
  }

  private Panel of(FinalMap map, RgbImage picture, String title, Optional<String> caption) {
    anyFragile |= map.fragile();
    return new Panel(
        title, caption, picture, pictures.recurs(map), EmptyMap.reason(map), map.fragile());
  }

  /**
   * Sentences about the panels made so far.
   *
   * @param each what has its own scale, such as {@code each map}
   */
  List<String> notes(String each) {
    List<String> notes = new ArrayList<>();
    notes.add(
        normalisation == Normalisation.PER_MAP
            ? "Colour: " + each + " on its own scale, from no evidence (0) to its strongest (1)."
            : "Colour: one scale for the classes of a method, from no evidence (0) to the strongest"
                + " (1).");
    if (pictures.hasUnseenPart()) {
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
