package io.camstream.report.tables;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.report.audit.AuditedImage;
import io.camstream.report.audit.AuditedImage.Answer;
import io.camstream.report.audit.AuditedImage.Answers;
import io.camstream.report.audit.AuditedImage.Location;
import io.camstream.report.audit.AuditedImage.Stability;
import io.camstream.report.audit.AuditedImage.Traits;
import io.camstream.report.audit.HeatGrid;
import io.camstream.report.topology.ImageFacts;
import io.camstream.schemas.AuditEvidence;
import io.camstream.schemas.ChangedAnswer;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.FocusMeasures;
import io.camstream.schemas.HeatLocation;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ReportRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Explained rows as the audit takes them. */
public final class AuditedRow {

  private AuditedRow() {}

  /** The image of a row that is explained. */
  public static AuditedImage of(ReportRow row) {
    Explanation explanation = row.getExplanation();
    String key = row.getReference().getKey();
    Optional<ClassActivationMap> map = predictedMap(explanation.getMaps(), explanation);
    Optional<AuditEvidence> evidence = Optional.ofNullable(explanation.getEvidence());
    return new AuditedImage(
        ImageKey.of(row.getReference()),
        key.substring(0, Math.max(0, key.lastIndexOf('/'))),
        extension(key),
        ImageFacts.label(row.getReference()),
        explanation.getPrediction().getPredictedClass(),
        explanation.getPrediction().getConfidence(),
        location(map.flatMap(m -> Optional.ofNullable(m.getFocus())), evidence),
        evidence.map(AuditedRow::answers),
        new Stability(
            explanation.getAgreements().stream()
                .mapToDouble(MethodAgreement::getRankCorrelation)
                .min()
                .orElse(Double.NaN),
            map.map(ClassActivationMap::getFragile).orElse(false),
            evidence.map(e -> known(e.getShiftCorrelation())).orElse(Double.NaN)),
        traits(explanation, evidence));
  }

  private static String extension(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "none" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Probabilities by class name; of two classes of one name the first. */
  public static Map<String, Double> probabilities(Explanation explanation) {
    List<String> names = explanation.getModel().getClassNames();
    List<Double> values = explanation.getPrediction().getProbabilities();
    Map<String, Double> probabilities = new HashMap<>();
    for (int k = 0; k < Math.min(names.size(), values.size()); k++) {
      probabilities.putIfAbsent(names.get(k), values.get(k));
    }
    return probabilities;
  }

  /**
   * The heat of the first map of the predicted class.
   *
   * @param maps with their values
   */
  public static Optional<HeatGrid> heat(List<ClassActivationMap> maps, Explanation explanation) {
    return predictedMap(maps, explanation)
        .filter(map -> !map.getNil())
        .filter(map -> map.getValues().size() == map.getHeight() * map.getWidth())
        .flatMap(
            map -> {
              float[] raw = new float[map.getValues().size()];
              for (int i = 0; i < raw.length; i++) {
                raw[i] = map.getValues().get(i);
              }
              return HeatGrid.of(map.getHeight(), map.getWidth(), raw);
            });
  }

  private static Optional<ClassActivationMap> predictedMap(
      List<ClassActivationMap> maps, Explanation explanation) {
    int predicted = explanation.getPrediction().getClassIndex();
    return maps.stream()
        .filter(map -> map.getClassIndex() == null || map.getClassIndex() == predicted)
        .findFirst();
  }

  private static Location location(
      Optional<FocusMeasures> focus, Optional<AuditEvidence> evidence) {
    Optional<HeatLocation> heat = evidence.flatMap(e -> Optional.ofNullable(e.getHeat()));
    return new Location(
        focus.map(FocusMeasures::getBorderShare).orElse(Double.NaN),
        focus.map(FocusMeasures::getBackgroundShare).orElse(Double.NaN),
        heat.map(h -> known(h.getHotOutside())).orElse(Double.NaN),
        evidence
            .flatMap(e -> Optional.ofNullable(e.getObject()))
            .map(object -> object.getConfidence())
            .orElse(0.0),
        heat.map(h -> List.of(h.getLightness(), h.getGreenRed(), h.getBlueYellow()))
            .orElse(List.of()),
        heat.map(h -> known(h.getColorDistance())).orElse(Double.NaN),
        focus.map(FocusMeasures::getCentreX).orElse(Double.NaN),
        focus.map(FocusMeasures::getCentreY).orElse(Double.NaN));
  }

  private static double known(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static Answers answers(AuditEvidence evidence) {
    return new Answers(
        answer(evidence.getWithoutHeat()),
        answer(evidence.getHeatAlone()),
        answer(evidence.getOtherBackground()));
  }

  private static Optional<Answer> answer(ChangedAnswer answer) {
    return Optional.ofNullable(answer)
        .map(a -> new Answer(a.getProbability(), a.getPredictedClass()));
  }

  private static Traits traits(Explanation explanation, Optional<AuditEvidence> evidence) {
    return new Traits(
        explanation.getImageWidth(),
        explanation.getImageHeight(),
        evidence
            .map(e -> List.of(e.getTraits().getGreenRed(), e.getTraits().getBlueYellow()))
            .orElse(List.of()),
        evidence.map(e -> e.getTraits().getSharpness()).orElse(Double.NaN),
        evidence.map(e -> e.getTraits().getTexture()).orElse(Double.NaN));
  }
}
