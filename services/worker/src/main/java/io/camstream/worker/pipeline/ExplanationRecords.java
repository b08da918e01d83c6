package io.camstream.worker.pipeline;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.ImageResult;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.quality.FocusReport;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ClassProbability;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.FocusMeasures;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.Prediction;
import io.camstream.schemas.Region;
import io.camstream.schemas.Runtime;
import io.camstream.schemas.StageTimings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Creates the records of explained images. Thread-safe. */
public final class ExplanationRecords {

  private static final int TOP_CLASSES = 5;

  private final WorkerIdentity worker;
  private final ExplainerIdentity explainer;
  private final ModelIdentity model;
  private final Clock clock;

  public ExplanationRecords(WorkerIdentity worker, ExplainerIdentity explainer, Clock clock) {
    this.worker = worker;
    this.explainer = explainer;
    this.model = model(explainer.model());
    this.clock = clock;
  }

  Explanation of(
      ImageReference reference,
      DecodedImage image,
      ImageResult.Explained<ImageExplanation> result,
      FocusReport focus,
      List<Artifact> artifacts,
      StageTimings timings) {
    ImageExplanation explanation = result.explanation();
    return Explanation.newBuilder()
        .setReference(reference)
        .setModel(model)
        .setImageWidth(image.image().width())
        .setImageHeight(image.image().height())
        .setModelView(region(explanation.view()))
        .setPrediction(prediction(explanation.prediction()))
        .setMethodTitles(titles(explanation.maps()))
        .setMaps(maps(explanation.maps(), focus.measures()))
        .setAgreements(agreements(focus))
        .setArtifacts(artifacts)
        .setTimings(timings)
        .setRuntime(runtime(result.batchSize()))
        .setExplainedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .setEvidence(
            explanation
                .evidence()
                .map(evidence -> EvidenceRecords.of(evidence, explanation.prediction()))
                .orElse(null))
        .build();
  }

  private Runtime runtime(int batchSize) {
    return new Runtime(
        worker.name(),
        worker.version(),
        explainer.engine(),
        explainer.device(),
        explainer.precision(),
        batchSize);
  }

  private static ModelIdentity model(CheckpointIdentity checkpoint) {
    return new ModelIdentity(
        checkpoint.name(),
        checkpoint.architecture(),
        checkpoint.weightsSha256(),
        checkpoint.configSha256(),
        checkpoint.classNames());
  }

  private static Region region(ModelView view) {
    return new Region(view.x(), view.y(), view.width(), view.height());
  }

  private static Prediction prediction(io.camstream.engine.Prediction prediction) {
    return new Prediction(
        prediction.predictedClass(),
        prediction.classIndex(),
        prediction.confidence(),
        prediction.top(TOP_CLASSES).stream()
            .map(
                index ->
                    new ClassProbability(
                        prediction.classNames().get(index),
                        index,
                        prediction.probabilities().get(index)))
            .toList(),
        prediction.probabilities(),
        prediction.logits());
  }

  private static List<ClassActivationMap> maps(
      List<ActivationMap> maps,
      List<Optional<io.camstream.engine.quality.FocusMeasures>> measures) {
    List<ClassActivationMap> records = new ArrayList<>(maps.size());
    for (int i = 0; i < maps.size(); i++) {
      records.add(map(maps.get(i), measures.get(i)));
    }
    return records;
  }

  private static Map<String, String> titles(List<ActivationMap> maps) {
    Map<String, String> titles = new TreeMap<>();
    maps.forEach(map -> titles.put(map.method(), map.description().title()));
    return titles;
  }

  private static ClassActivationMap map(
      ActivationMap map, Optional<io.camstream.engine.quality.FocusMeasures> measures) {
    List<Float> values = new ArrayList<>(map.raw().length);
    for (float value : map.raw()) {
      values.add(value);
    }
    return ClassActivationMap.newBuilder()
        .setMethod(map.method())
        .setLayer(map.layer())
        .setClassIndex(map.classIndex().isPresent() ? map.classIndex().getAsInt() : null)
        .setHeight(map.height())
        .setWidth(map.width())
        .setValues(values)
        .setRawMin(map.min())
        .setRawMax(map.max())
        .setEmpty(map.empty())
        .setNil(map.nil())
        .setFragile(map.fragile())
        .setFocus(measures.map(ExplanationRecords::focus).orElse(null))
        .build();
  }

  private static FocusMeasures focus(io.camstream.engine.quality.FocusMeasures measures) {
    return new FocusMeasures(
        measures.borderShare(),
        measures.backgroundShare(),
        measures.concentration(),
        measures.centreX(),
        measures.centreY());
  }

  private static List<MethodAgreement> agreements(FocusReport focus) {
    return focus.agreements().stream()
        .map(
            agreement ->
                new MethodAgreement(
                    agreement.layer(),
                    agreement.firstMethod(),
                    agreement.secondMethod(),
                    agreement.rankCorrelation()))
        .toList();
  }
}
