package io.camstream.engine.rendering;

import java.util.ArrayList;
import java.util.List;

/** The fonts of all pictures. Thread-safe. */
record Typefaces(Typeface regular, Typeface bold) {

  static Typefaces load() {
    return new Typefaces(Typeface.regular(), Typeface.bold());
  }

  Typeface of(TextStyle style) {
    return style.bold() ? bold : regular;
  }

  double width(String text, TextStyle style) {
    return of(style).width(text, style.size());
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
