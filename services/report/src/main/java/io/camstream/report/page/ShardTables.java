package io.camstream.report.page;

import io.camstream.report.page.Catalogue.MapKind;
import io.camstream.report.page.Catalogue.Measure;
import io.camstream.report.page.ShardColumn.Dictionary;
import io.camstream.report.page.ShardColumn.Numbers;
import io.camstream.report.page.ShardColumn.Scale;
import io.camstream.report.page.ShardColumn.Text;
import io.camstream.schemas.AuditEvidence;
import io.camstream.schemas.ChangedAnswer;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.FocusMeasures;
import io.camstream.schemas.MethodAgreement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The tables of one shard. Rows of both have the same order: by key.
 *
 * @param data what is loaded when the page opens
 * @param measures what is loaded when it is first asked for
 */
record ShardTables(ShardTable data, ShardTable measures, MeanMaps means) {

  static final String KEY = "key";
  static final String STATE = "state";
  static final String OVER = "over";
  static final String BLOCK = "block";
  static final String SLOT = "slot";
  static final String GONE = "gone";

  /**
   * @param rows sorted by key, each key once
   * @param blocks of each row, null where it has no details
   * @param slots of each row in its block
   */
  static ShardTables of(
      List<ShardRow> rows, List<String> blocks, int[] slots, Catalogue catalogue) {
    Map<String, ShardColumn> columns = new LinkedHashMap<>();
    columns.put(KEY, new Text(rows.stream().map(ShardRow::key).toList()));
    columns.put(STATE, texts(rows, ShardTables::state));
    columns.put(OVER, numbers(rows, Scale.WHOLE, row -> row.overrides() ? 1 : 0));
    columns.put("predicted", explained(rows, one -> one.getPrediction().getPredictedClass()));
    columns.put("label", texts(rows, row -> row.label().orElse(null)));
    columns.put(
        "confidence", measured(rows, Scale.SHARE, one -> one.getPrediction().getConfidence()));
    columns.put("margin", measured(rows, Scale.SHARE, ShardTables::margin));
    columns.put("entropy", measured(rows, Scale.SHARE, ShardTables::entropy));
    columns.put("model", measured(rows, Scale.WHOLE, one -> catalogue.model(one.getModel())));
    columns.put(BLOCK, new Dictionary(blocks));
    columns.put(SLOT, new Numbers(Scale.WHOLE, Arrays.stream(slots).asDoubleStream().toArray()));
    columns.put("seconds", numbers(rows, Scale.WHOLE, ShardTables::seconds));
    columns.put("stage", failed(rows, failure -> failure.getStage().name()));
    columns.put("code", failed(rows, Failure::getCode));
    columns.put("message", failed(rows, Failure::getMessage));
    columns.put("attempts", failures(rows, Failure::getAttempts));
    columns.put("retriable", failures(rows, failure -> failure.getRetriable() ? 1 : 0));
    MeanMaps means = new MeanMaps();
    rows.forEach(row -> addMeans(row, catalogue, means));
    return new ShardTables(new ShardTable(rows.size(), columns), measures(rows, catalogue), means);
  }

  private static String state(ShardRow row) {
    if (row.explanation() != null) {
      return "explained";
    }
    return row.failure() != null ? "failed" : GONE;
  }

  private static double margin(Explanation explanation) {
    double first = 0;
    double second = 0;
    for (double probability : explanation.getPrediction().getProbabilities()) {
      if (probability > first) {
        second = first;
        first = probability;
      } else if (probability > second) {
        second = probability;
      }
    }
    return first - second;
  }

  /** Of all probabilities, as a share of the largest possible one. */
  private static double entropy(Explanation explanation) {
    List<Double> probabilities = explanation.getPrediction().getProbabilities();
    double sum = 0;
    for (double probability : probabilities) {
      sum -= probability > 0 ? probability * Math.log(probability) : 0;
    }
    return probabilities.size() < 2 ? 0 : sum / Math.log(probabilities.size());
  }

  private static double seconds(ShardRow row) {
    if (row.explanation() != null) {
      return row.explanation().getExplainedAt().getEpochSecond();
    }
    return row.failure() != null ? row.failure().getFailedAt().getEpochSecond() : Double.NaN;
  }

  // Values by measure, filled row by row.
  private static ShardTable measures(List<ShardRow> rows, Catalogue catalogue) {
    Map<String, double[]> values = new LinkedHashMap<>();
    Map<String, Scale> scales = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Explanation explanation = rows.get(i).explanation();
      if (explanation != null) {
        Sink sink = new Sink(catalogue, values, scales, i, rows.size());
        focus(explanation, catalogue, sink);
        agreements(explanation, sink);
        audit(explanation.getEvidence(), sink);
      }
    }
    Map<String, ShardColumn> columns = new LinkedHashMap<>();
    values.forEach((id, of) -> columns.put(id, new Numbers(scales.get(id), of)));
    return new ShardTable(rows.size(), columns);
  }

  private record Sink(
      Catalogue catalogue,
      Map<String, double[]> values,
      Map<String, Scale> scales,
      int row,
      int rows) {

    void put(Measure measure, Scale scale, double value) {
      double[] column = values.get(measure.id());
      if (column == null) {
        column = new double[rows];
        Arrays.fill(column, Double.NaN);
        values.put(measure.id(), column);
        scales.put(measure.id(), scale);
        catalogue.measure(measure);
      }
      column[row] = value;
    }
  }

  private static void focus(Explanation explanation, Catalogue catalogue, Sink sink) {
    int predicted = explanation.getPrediction().getClassIndex();
    catalogue.titles(explanation.getMethodTitles());
    for (ClassActivationMap map : explanation.getMaps()) {
      boolean shown = map.getClassIndex() == null || map.getClassIndex() == predicted;
      FocusMeasures focus = map.getFocus();
      catalogue.map(map.getMethod(), map.getLayer());
      if (shown && focus != null) {
        String column = column(map, catalogue);
        String group = catalogue.mapName(new MapKind(map.getMethod(), map.getLayer()));
        share(
            sink,
            column + ":border_share",
            "share on the border",
            group,
            "Share of the map's energy in the outer tenth of the view.",
            true,
            focus.getBorderShare());
        share(
            sink,
            column + ":background_share",
            "share on background",
            group,
            "Share of the map's energy on pixels of the background's colour.",
            true,
            focus.getBackgroundShare());
        share(
            sink,
            column + ":concentration",
            "concentration",
            group,
            "Gini coefficient of the map: 0 evenly spread, 1 on one point.",
            null,
            focus.getConcentration());
        share(
            sink,
            column + ":centre_x",
            "centre, from the left",
            group,
            "Centre of mass in the view: 0 left, 1 right.",
            null,
            focus.getCentreX());
        share(
            sink,
            column + ":centre_y",
            "centre, from the top",
            group,
            "Centre of mass in the view: 0 top, 1 bottom.",
            null,
            focus.getCentreY());
      }
    }
  }

  // As in results.csv; the first layer of the batch needs no mention.
  private static String column(ClassActivationMap map, Catalogue catalogue) {
    boolean first = catalogue.maps().get(0).layer().equals(map.getLayer());
    return first ? map.getMethod() : map.getMethod() + "@" + map.getLayer();
  }

  private static void share(
      Sink sink,
      String id,
      String title,
      String group,
      String description,
      Boolean bad,
      double value) {
    sink.put(new Measure(id, title, group, description, bad), Scale.SHARE, value);
  }

  private static void agreements(Explanation explanation, Sink sink) {
    for (MethodAgreement agreement : explanation.getAgreements()) {
      boolean first = sink.catalogue().maps().get(0).layer().equals(agreement.getLayer());
      String pair = agreement.getFirstMethod() + "/" + agreement.getSecondMethod();
      String title =
          sink.catalogue().title(agreement.getFirstMethod())
              + " and "
              + sink.catalogue().title(agreement.getSecondMethod());
      sink.put(
          new Measure(
              "agreement:" + (first ? pair : pair + "@" + agreement.getLayer()),
              first ? title : title + " at " + agreement.getLayer(),
              "Agreement",
              "Spearman's rank correlation of two maps of the predicted class, -1..1.",
              false),
          Scale.CORRELATION,
          agreement.getRankCorrelation());
    }
  }

  private static void audit(AuditEvidence evidence, Sink sink) {
    if (evidence == null) {
      return;
    }
    if (evidence.getObject() != null) {
      audit(
          sink,
          "object_area",
          "area of the object",
          "Share of the view.",
          null,
          evidence.getObject().getArea());
    }
    if (evidence.getHeat() != null) {
      audit(
          sink,
          "hot_area",
          "area of the hot region",
          "Share of the view.",
          null,
          evidence.getHeat().getHotArea());
      audit(
          sink,
          "outside_share",
          "heat outside of the object",
          "Share of the map's energy outside of the object.",
          true,
          evidence.getHeat().getOutsideShare());
      audit(
          sink,
          "hot_outside",
          "hot region outside of the object",
          "Share of the hot region outside of the object.",
          true,
          evidence.getHeat().getHotOutside());
    }
    answer(sink, "without_heat", "without the hot region", evidence.getWithoutHeat());
    answer(sink, "heat_alone", "with the hot region alone", evidence.getHeatAlone());
    answer(sink, "other_background", "on another background", evidence.getOtherBackground());
  }

  private static void answer(Sink sink, String id, String change, ChangedAnswer answer) {
    if (answer != null) {
      audit(
          sink,
          id + "_probability",
          "probability " + change,
          "Of the predicted class, when the model is asked again.",
          null,
          answer.getProbability());
    }
  }

  private static void audit(
      Sink sink, String id, String title, String description, Boolean bad, Double value) {
    if (value != null) {
      sink.put(new Measure("audit:" + id, title, "Audit", description, bad), Scale.SHARE, value);
    }
  }

  private static void addMeans(ShardRow row, Catalogue catalogue, MeanMaps means) {
    Explanation explanation = row.explanation();
    if (explanation == null) {
      return;
    }
    int predicted = explanation.getPrediction().getClassIndex();
    for (ClassActivationMap map : row.maps()) {
      boolean shown = map.getClassIndex() == null || map.getClassIndex() == predicted;
      float peak = ImageDetail.peak(map);
      if (shown && !map.getNil() && !map.getEmpty() && peak > 0 && ImageDetail.isWhole(map)) {
        means.add(
            catalogue.map(map.getMethod(), map.getLayer()),
            explanation.getPrediction().getPredictedClass(),
            map.getHeight(),
            map.getWidth(),
            map.getValues(),
            peak);
      }
    }
  }

  private static Dictionary texts(List<ShardRow> rows, Function<ShardRow, String> value) {
    List<String> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(value.apply(row)));
    return new Dictionary(values);
  }

  private static Dictionary explained(List<ShardRow> rows, Function<Explanation, String> value) {
    return texts(rows, row -> row.explanation() == null ? null : value.apply(row.explanation()));
  }

  private static Dictionary failed(List<ShardRow> rows, Function<Failure, String> value) {
    return texts(rows, row -> row.failure() == null ? null : value.apply(row.failure()));
  }

  private static Numbers numbers(
      List<ShardRow> rows, Scale scale, ToDoubleFunction<ShardRow> value) {
    return new Numbers(scale, rows.stream().mapToDouble(value).toArray());
  }

  private static Numbers measured(
      List<ShardRow> rows, Scale scale, ToDoubleFunction<Explanation> value) {
    return numbers(
        rows,
        scale,
        row -> row.explanation() == null ? Double.NaN : value.applyAsDouble(row.explanation()));
  }

  private static Numbers failures(List<ShardRow> rows, ToDoubleFunction<Failure> value) {
    return numbers(
        rows,
        Scale.WHOLE,
        row -> row.failure() == null ? Double.NaN : value.applyAsDouble(row.failure()));
  }
}
