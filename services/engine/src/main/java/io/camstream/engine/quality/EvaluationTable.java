package io.camstream.engine.quality;

import io.camstream.engine.figure.MetricTable;
import io.camstream.engine.figure.MetricTable.Column;
import io.camstream.engine.figure.MetricTable.Direction;
import io.camstream.engine.figure.MetricTable.Row;
import io.camstream.engine.quality.MethodScore.Faithfulness;
import io.camstream.engine.quality.MethodScore.RegionScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Lays an evaluation out as a table for people, with the findings in words below it. */
public final class EvaluationTable {

  private static final String SHARE = "%.3f";
  private static final String MILLIS = "%.0f ms";

  private final EvaluationReport report;
  private final List<Measure> measures = new ArrayList<>();

  private EvaluationTable(EvaluationReport report) {
    this.report = report;
    faithfulness("Insertion ↑", Direction.HIGHER, Faithfulness::insertion);
    faithfulness("Deletion ↓", Direction.LOWER, Faithfulness::deletion);
    faithfulness("Average drop ↓", Direction.LOWER, Faithfulness::averageDrop);
    faithfulness("Increase ↑", Direction.HIGHER, Faithfulness::increase);
    for (String region : regions()) {
      region("Energy " + region + " ↑", region, RegionScore::energy);
      region("Pointing " + region + " ↑", region, RegionScore::pointing);
    }
    if (report.scores().stream().anyMatch(score -> score.sanity().isPresent())) {
      measure(
          new Column("Sanity check ↓", Direction.NONE, 1),
          SHARE,
          score -> score.sanity().flatMap(MethodScore.Sanity::afterAll));
    }
    measure(
        new Column("Time per image", Direction.NONE, 0),
        MILLIS,
        score -> Optional.of(score.millisPerImage()).filter(Double::isFinite));
  }

  /** The table of a report. */
  public static MetricTable of(EvaluationReport report) {
    return new EvaluationTable(report).table();
  }

  /** A column, how its values are written, and where they come from. */
  private record Measure(
      Column column, String format, Function<MethodScore, Optional<Double>> value) {}

  private void measure(
      Column column, String format, Function<MethodScore, Optional<Double>> value) {
    measures.add(new Measure(column, format, value));
  }

  private void faithfulness(
      String title, Direction direction, Function<Faithfulness, Double> value) {
    measure(new Column(title, direction, 1), SHARE, score -> score.faithfulness().map(value));
  }

  private void region(String title, String region, Function<RegionScore, Double> value) {
    measure(
        new Column(title, Direction.HIGHER, 1),
        SHARE,
        score -> Optional.ofNullable(score.regions().get(region)).map(value));
  }

  private Set<String> regions() {
    Set<String> regions = new TreeSet<>();
    report.scores().forEach(score -> regions.addAll(score.regions().keySet()));
    return regions;
  }

  private MetricTable table() {
    boolean severalLayers = report.scores().stream().map(MethodScore::layer).distinct().count() > 1;
    List<Row> rows = new ArrayList<>();
    for (MethodScore score : report.scores()) {
      List<OptionalDouble> values = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (Measure measure : measures) {
        Optional<Double> value = measure.value().apply(score);
        values.add(value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
        texts.add(value.map(v -> written(measure, v)).orElse("–"));
      }
      rows.add(
          new Row(score.description().title(), severalLayers ? score.layer() : "", values, texts));
    }
    return new MetricTable(
        "How far the maps can be trusted",
        subtitle(severalLayers),
        measures.stream().map(Measure::column).toList(),
        rows,
        EvaluationVerdicts.of(report));
  }

  private static String written(Measure measure, double value) {
    return String.format(Locale.ROOT, measure.format(), value).replace('-', '−');
  }

  private String subtitle(boolean severalLayers) {
    String layer =
        severalLayers || report.scores().isEmpty()
            ? ""
            : "   ·   layer " + report.scores().get(0).layer();
    return "checkpoint "
        + report.model().name()
        + "   ·   "
        + report.images()
        + (report.images() == 1 ? " image" : " images")
        + layer;
  }
}
