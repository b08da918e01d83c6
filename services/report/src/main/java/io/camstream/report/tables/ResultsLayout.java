package io.camstream.report.tables;

import io.camstream.report.tables.ResultsRow.AgreementColumn;
import io.camstream.report.tables.ResultsRow.ClassColumn;
import io.camstream.report.tables.ResultsRow.MapColumn;
import io.camstream.report.topology.ImageFacts;
import io.camstream.report.topology.LabelMatch;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.AuditEvidence;
import io.camstream.schemas.ChangedAnswer;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ClassProbability;
import io.camstream.schemas.FocusMeasures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The columns of {@code results.csv}, in order. */
final class ResultsLayout {

  private static final int TOP = 3;

  private final List<Column<ResultsRow>> columns = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private ResultsLayout() {}

  static List<Column<ResultsRow>> of(ResultsColumns batch) {
    ResultsLayout layout = new ResultsLayout();
    layout.prediction();
    batch.classes().forEach(layout::probability);
    batch.maps().forEach(map -> layout.map(map, batch.severalLayers()));
    batch.agreements().forEach(pair -> layout.agreement(pair, batch.severalLayers()));
    if (batch.audited()) {
      layout.audit();
    }
    layout.timings();
    layout.provenance();
    batch.artifactKinds().forEach(layout::object);
    return List.copyOf(layout.columns);
  }

  // Different class names may result in the same header; a number distinguishes them.
  private void add(String name, Function<ResultsRow, Object> value) {
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      unique = name + "#" + number;
    }
    columns.add(new Column<>(unique, value));
  }

  private void prediction() {
    add("image", image -> image.reference().getBucket() + "/" + image.reference().getKey());
    add("name", image -> ImageFacts.name(image.reference()));
    add("label", image -> ImageFacts.label(image.reference()).orElse(null));
    add("predicted_class", image -> image.explanation().getPrediction().getPredictedClass());
    add("confidence", image -> image.explanation().getPrediction().getConfidence());
    add("correct", ResultsLayout::correct);
    for (int rank = 0; rank < TOP; rank++) {
      int place = rank;
      add(
          "top_" + (rank + 1) + "_class",
          image -> top(image, place, ClassProbability::getClassName));
      add(
          "top_" + (rank + 1) + "_probability",
          image -> top(image, place, ClassProbability::getProbability));
    }
  }

  private static Object correct(ResultsRow image) {
    LabelMatch verdict = LabelMatch.of(image.row());
    return verdict == LabelMatch.UNLABELLED ? null : verdict == LabelMatch.CORRECT;
  }

  private static Object top(ResultsRow image, int place, Function<ClassProbability, Object> value) {
    List<ClassProbability> top = image.explanation().getPrediction().getTopK();
    return place < top.size() ? value.apply(top.get(place)) : null;
  }

  private void probability(ClassColumn column) {
    add("probability:" + column.name(), image -> image.probabilities().get(column));
  }

  private void map(MapColumn column, boolean withLayer) {
    String name = withLayer ? column.method() + "@" + column.layer() : column.method();
    add(name + ":map", image -> state(image.maps().get(column)));
    focus(name + ":border_share", column, FocusMeasures::getBorderShare);
    focus(name + ":background_share", column, FocusMeasures::getBackgroundShare);
    focus(name + ":concentration", column, FocusMeasures::getConcentration);
    focus(name + ":centre_x", column, FocusMeasures::getCentreX);
    focus(name + ":centre_y", column, FocusMeasures::getCentreY);
  }

  private static Object state(ClassActivationMap map) {
    if (map == null) {
      return null;
    }
    if (map.getNil()) {
      return "nil";
    }
    if (map.getEmpty()) {
      return "empty";
    }
    return map.getFragile() ? "fragile" : "ok";
  }

  private void focus(String name, MapColumn column, ToDoubleFunction<FocusMeasures> measure) {
    add(
        name,
        image -> {
          ClassActivationMap map = image.maps().get(column);
          return map == null || map.getFocus() == null
              ? null
              : (Object) measure.applyAsDouble(map.getFocus());
        });
  }

  private void agreement(AgreementColumn column, boolean withLayer) {
    String pair = column.firstMethod() + "/" + column.secondMethod();
    add(
        "agreement:" + (withLayer ? pair + "@" + column.layer() : pair),
        image -> image.agreements().get(column));
  }

  private void audit() {
    evidence("audit:object_area", e -> e.getObject() == null ? null : e.getObject().getArea());
    evidence(
        "audit:object_confidence",
        e -> e.getObject() == null ? null : e.getObject().getConfidence());
    evidence("audit:hot_area", e -> e.getHeat() == null ? null : e.getHeat().getHotArea());
    evidence(
        "audit:outside_share", e -> e.getHeat() == null ? null : e.getHeat().getOutsideShare());
    evidence("audit:hot_outside", e -> e.getHeat() == null ? null : e.getHeat().getHotOutside());
    evidence(
        "audit:colour_distance", e -> e.getHeat() == null ? null : e.getHeat().getColorDistance());
    answer("audit:without_heat", AuditEvidence::getWithoutHeat);
    answer("audit:heat_alone", AuditEvidence::getHeatAlone);
    answer("audit:other_background", AuditEvidence::getOtherBackground);
    evidence("audit:shift_correlation", AuditEvidence::getShiftCorrelation);
  }

  private void answer(String name, Function<AuditEvidence, ChangedAnswer> answer) {
    evidence(
        name + "_probability",
        e -> answer.apply(e) == null ? null : answer.apply(e).getProbability());
    evidence(
        name + "_class", e -> answer.apply(e) == null ? null : answer.apply(e).getPredictedClass());
  }

  private void evidence(String name, Function<AuditEvidence, Object> value) {
    add(
        name,
        image -> {
          AuditEvidence evidence = image.explanation().getEvidence();
          return evidence == null ? null : value.apply(evidence);
        });
  }

  private void timings() {
    add("fetch_millis", image -> image.explanation().getTimings().getFetchMillis());
    add("decode_millis", image -> image.explanation().getTimings().getDecodeMillis());
    add("infer_millis", image -> image.explanation().getTimings().getInferMillis());
    add("render_millis", image -> image.explanation().getTimings().getRenderMillis());
    add("store_millis", image -> image.explanation().getTimings().getStoreMillis());
  }

  private void provenance() {
    add("image_width", image -> image.explanation().getImageWidth());
    add("image_height", image -> image.explanation().getImageHeight());
    add("image_bytes", image -> image.reference().getSize());
    add("etag", image -> image.reference().getEtag());
    add("version_id", image -> image.reference().getVersionId());
    add("discovered_at", image -> image.reference().getDiscoveredAt());
    add("explained_at", image -> image.explanation().getExplainedAt());
    add("model", image -> image.explanation().getModel().getName());
    add("weights_sha256", image -> image.explanation().getModel().getWeightsSha256());
    add("worker", image -> image.explanation().getRuntime().getWorker());
    add("device", image -> image.explanation().getRuntime().getDevice());
    add("batch_size", image -> image.explanation().getRuntime().getBatchSize());
  }

  private void object(String kind) {
    add(
        "object:" + kind,
        image -> {
          Artifact artifact = image.artifacts().get(kind);
          return artifact == null ? null : artifact.getBucket() + "/" + artifact.getKey();
        });
  }
}
