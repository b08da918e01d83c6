package io.camstream.engine.figure;

import io.camstream.engine.Prediction;
import java.util.List;

/** A horizontal bar for each class, most probable first; the predicted class in another colour. */
final class ProbabilityChart {

  private static final int MARGIN = 24;
  private static final int HEADER = 62;
  private static final int ROW = 26;
  private static final int BAR = 14;
  private static final int AXIS = 24;
  private static final int BARS_WIDTH = 320;
  private static final int VALUE_WIDTH = 64;
  private static final int MAX_NAME_WIDTH = 240;
  private static final int MIN_NAME_WIDTH = 100;
  private static final int GAP = 12;
  private static final int MAX_BARS = 20;

  private final FigureSubject subject;
  private final Prediction prediction;
  private final Typefaces typefaces;
  private final List<Integer> shown;
  private final int left;
  private final int width;

  ProbabilityChart(FigureSubject subject, Typefaces typefaces) {
    this.subject = subject;
    this.prediction = subject.explanation().prediction();
    this.typefaces = typefaces;
    this.shown = prediction.top(MAX_BARS);
    double longest =
        shown.stream().mapToDouble(k -> typefaces.width(name(k), style(k))).max().orElse(0);
    int names = (int) Math.ceil(Math.max(MIN_NAME_WIDTH, Math.min(MAX_NAME_WIDTH, longest)));
    this.left = MARGIN + names + GAP;
    this.width = left + BARS_WIDTH + VALUE_WIDTH + MARGIN;
  }

  byte[] paint() {
    int bottom = MARGIN + HEADER + ROW * shown.size();
    int rest = prediction.classNames().size() - shown.size();
    int height = bottom + AXIS + (rest > 0 ? 18 : 0) + MARGIN - 8;
    Canvas canvas = new Canvas(width, height, typefaces);
    header(canvas);
    axis(canvas, bottom);
    for (int i = 0; i < shown.size(); i++) {
      bar(canvas, shown.get(i), MARGIN + HEADER + i * ROW);
    }
    if (rest > 0) {
      canvas.text(remainder(rest), MARGIN, bottom + AXIS + 14, TextStyle.SMALL);
    }
    return subject.png().encode(canvas.image());
  }

  private String name(int k) {
    return DisplayText.clean(prediction.classNames().get(k));
  }

  private TextStyle style(int k) {
    return k == prediction.classIndex() ? TextStyle.TITLE : TextStyle.BODY;
  }

  private String remainder(int rest) {
    double together =
        prediction.ranking().stream()
            .skip(shown.size())
            .mapToDouble(prediction.probabilities()::get)
            .sum();
    return "Not shown: " + rest + " less probable classes, " + Percent.of(together) + " together.";
  }

  private void header(Canvas canvas) {
    canvas.text("Class probabilities", MARGIN, MARGIN + 15, TextStyle.HEADLINE);
    String subtitle =
        DisplayText.clean(subject.imageName())
            + "   ·   checkpoint "
            + DisplayText.clean(subject.modelName());
    canvas.text(
        typefaces.fit(subtitle, TextStyle.SMALL, width - 2.0 * MARGIN),
        MARGIN,
        MARGIN + 35,
        TextStyle.SMALL);
  }

  private void axis(Canvas canvas, int bottom) {
    for (int percent = 0; percent <= 100; percent += 25) {
      double x = left + BARS_WIDTH * percent / 100.0;
      canvas.line(x, MARGIN + HEADER - 4.0, x, bottom + 4.0, 1, Palette.HAIRLINE);
      canvas.textCentredAt(percent + " %", x, bottom + 18, TextStyle.SMALL);
    }
  }

  private void bar(Canvas canvas, int k, int top) {
    double baseline = top + ROW / 2.0 + 5;
    boolean predicted = k == prediction.classIndex();
    double probability = prediction.probabilities().get(k);
    String name = typefaces.fit(name(k), style(k), left - GAP - MARGIN);
    canvas.textEndingAt(name, left - GAP, baseline, style(k));
    canvas.fill(
        left,
        top + (ROW - BAR) / 2.0,
        Math.max(1, BARS_WIDTH * probability),
        BAR,
        predicted ? Palette.ACCENT : Palette.QUIET_BAR);
    canvas.textEndingAt(Percent.of(probability), width - MARGIN, baseline, style(k));
  }
}
