package io.camstream.worker.pipeline;

import io.camstream.engine.ImageEvidence;
import io.camstream.engine.Prediction;
import io.camstream.schemas.AuditEvidence;
import io.camstream.schemas.ChangedAnswer;
import io.camstream.schemas.HeatLocation;
import io.camstream.schemas.ImageTraits;
import io.camstream.schemas.ObjectFound;
import java.util.Optional;

/** Makes records of the evidence of an audit. */
final class EvidenceRecords {

  private EvidenceRecords() {}

  static AuditEvidence of(ImageEvidence evidence, Prediction prediction) {
    return AuditEvidence.newBuilder()
        .setObject(
            evidence
                .object()
                .map(found -> new ObjectFound(found.area(), found.confidence(), found.given()))
                .orElse(null))
        .setHeat(evidence.heat().map(EvidenceRecords::heat).orElse(null))
        .setTraits(
            new ImageTraits(
                evidence.traits().surroundings().l(),
                evidence.traits().surroundings().a(),
                evidence.traits().surroundings().b(),
                evidence.traits().sharpness(),
                evidence.traits().texture()))
        .setWithoutHeat(answer(evidence.withoutHeat(), prediction))
        .setHeatAlone(answer(evidence.heatAlone(), prediction))
        .setOtherBackground(answer(evidence.otherBackground(), prediction))
        .setShiftCorrelation(
            evidence.shiftCorrelation().isPresent()
                ? evidence.shiftCorrelation().getAsDouble()
                : null)
        .build();
  }

  private static HeatLocation heat(ImageEvidence.Heat heat) {
    return new HeatLocation(
        heat.hotArea(),
        known(heat.outsideShare()),
        known(heat.hotOutside()),
        known(heat.colorDistance()),
        heat.color().l(),
        heat.color().a(),
        heat.color().b());
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static ChangedAnswer answer(
      Optional<ImageEvidence.Answer> answer, Prediction prediction) {
    return answer
        .map(
            a ->
                new ChangedAnswer(
                    a.probability(), a.classIndex(), prediction.classNames().get(a.classIndex())))
        .orElse(null);
  }
}
