package io.camstream.cli.compare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comparison as one HTML page that links to the pictures of both runs. */
public final class ComparisonPage {

  private static final int MOST_IMAGES = 500;

  private final Path folder;

  /**
   * @param folder that the page will be written to; links are relative to it
   */
  public ComparisonPage(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The page; all texts of the runs are escaped. */
  public String of(ResultsFolder first, ResultsFolder second, Comparison comparison) {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Comparison of two runs</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse}th,td{padding:.3rem .8rem;text-align:left;border-bottom:1px solid #bbb}
        figure{display:inline-block;margin:.5rem;max-width:45%}img{max-width:100%}
        article{border-top:1px solid #bbb;padding:.5rem 0}
        </style></head><body>
        <h1>Comparison of two runs</h1>
        """);
    paragraph(html, "A: " + first.folder());
    paragraph(html, "B: " + second.folder());
    paragraph(
        html,
        "%d images in both; %d only in A, %d only in B. %d predictions changed."
            .formatted(
                comparison.common(),
                comparison.onlyFirst(),
                comparison.onlySecond(),
                comparison.changed().size()));
    findings(html, "Findings that appeared in B", comparison.appeared());
    findings(html, "Findings that disappeared", comparison.disappeared());
    classes(html, comparison.classes());
    html.append("<h2>Changed predictions</h2>\n");
    comparison.changed().stream().limit(MOST_IMAGES).forEach(change -> change(html, change));
    if (comparison.changed().size() > MOST_IMAGES) {
      paragraph(html, "The first " + MOST_IMAGES + " are shown; comparison.json lists all.");
    }
    return html.append("</body></html>\n").toString();
  }

  private static void findings(StringBuilder html, String title, List<String> sentences) {
    html.append("<h2>").append(title).append("</h2>\n<ul>\n");
    if (sentences.isEmpty()) {
      html.append("<li>none</li>\n");
    }
    sentences.forEach(sentence -> html.append("<li>").append(escaped(sentence)).append("</li>\n"));
    html.append("</ul>\n");
  }

  private static void classes(StringBuilder html, List<Comparison.ClassChange> classes) {
    html.append(
        "<h2>Classes</h2>\n<table><tr><th>predicted in A</th><th>images</th><th>changed</th>"
            + "<th>rank correlation of maps</th><th>border share A, B</th>"
            + "<th>hot region outside of the object A, B</th></tr>\n");
    for (Comparison.ClassChange change : classes) {
      html.append("<tr><td>").append(escaped(change.name()));
      cell(html, "" + change.images());
      cell(html, "" + change.changed());
      cell(html, number(change.rankCorrelation()));
      cell(html, number(change.firstBorder()) + ", " + number(change.secondBorder()));
      cell(html, number(change.firstOutside()) + ", " + number(change.secondOutside()));
      html.append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private static void cell(StringBuilder html, String text) {
    html.append("</td><td>").append(text);
  }

  private void change(StringBuilder html, Comparison.Change change) {
    html.append("<article><h3>").append(escaped(change.first().name())).append("</h3>\n");
    change.first().label().ifPresent(label -> paragraph(html, "label: " + label));
    figure(html, "A", change.first());
    figure(html, "B", change.second());
    html.append("</article>\n");
  }

  private void figure(StringBuilder html, String run, ComparedImage image) {
    String caption =
        String.format(
            Locale.ROOT, "%s: %s, %.1f %%", run, image.predictedClass(), 100 * image.confidence());
    html.append("<figure>");
    link(image.overlay())
        .ifPresent(
            source ->
                html.append("<img loading=\"lazy\" alt=\"\" src=\"")
                    .append(escaped(source))
                    .append("\">"));
    html.append("<figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
  }

  /** A relative link, each part of it encoded. */
  private Optional<String> link(Optional<Path> file) {
    return file.map(
        path -> {
          StringBuilder link = new StringBuilder();
          for (Path part : folder.relativize(path)) {
            link.append(link.isEmpty() ? "" : "/")
                .append(
                    URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
          }
          return link.toString();
        });
  }

  private static void paragraph(StringBuilder html, String text) {
    html.append("<p>").append(escaped(text)).append("</p>\n");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
