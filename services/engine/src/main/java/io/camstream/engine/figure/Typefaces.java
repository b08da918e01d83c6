package io.camstream.engine.figure;

import java.util.ArrayList;
import java.util.List;

/** The fonts of all pictures. Thread-safe. */
record Typefaces(Typeface regular, Typeface bold, TextStrips drawn) {

  static Typefaces load() {
    return new Typefaces(Typeface.regular(), Typeface.bold(), new TextStrips());
  }

  Typeface of(TextStyle style) {
    return style.bold() ? bold : regular;
  }

  double width(String text, TextStyle style) {
    return of(style).width(text, style.size());
  }

  /** The text drawn alone; {@code right} and {@code down} are parts of a pixel. */
  TextStrip strip(String text, double right, double down, TextStyle style) {
    TextStrips.Key key = new TextStrips.Key(text, right, down, style);
    return drawn.get(key, () -> Canvas.strip(text, right, down, style, this));
  }

  /** The text on one line of a width, elided where it is longer. */
  String fit(String text, TextStyle style, double maxWidth) {
    return of(style).elide(text, style.size(), maxWidth);
  }

  /** The text in lines of a width, broken between words; a longer word is elided. */
  List<String> wrap(String text, TextStyle style, double maxWidth) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, style) > maxWidth) {
        lines.add(fit(line, style, maxWidth));
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(fit(line, style, maxWidth));
    return lines;
  }
}
