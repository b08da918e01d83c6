package io.camstream.engine.quality;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ClassSelection;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.quality.MethodScore.Sanity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares maps with those of the same class after weights are randomised. */
final class SanityCheck {

  private final WeightCascade cascade;
  private final EngineOptions engine;
  private final ExplanationOptions options;
  private final List<Sample> samples = new ArrayList<>();

  SanityCheck(Checkpoint checkpoint, EngineOptions engine, ExplanationOptions options) {
    this.cascade = new WeightCascade(checkpoint, options.seed());
    this.engine = engine;
    this.options = options;
  }

  /** An image as the unchanged model explains it. */
  private record Sample(PreparedImage image, ImageExplanation explanation) {}

  void add(PreparedImage image, ImageExplanation explanation) {
    samples.add(new Sample(image, explanation));
  }

  int steps() {
    return cascade.steps().size();
  }

  /**
   * Checks all images that were added.
   *
   * @param progress runs after each step
   * @return by method and layer; without those for which no image has two maps to compare
   */
  Map<MethodAtLayer, Sanity> run(Runnable progress) {
    Map<MethodAtLayer, Map<String, Double>> byStep = new LinkedHashMap<>();
    List<String> steps = cascade.steps();
    for (int step = 1; step <= steps.size(); step++) {
      String name = steps.get(step - 1);
      Checkpoint randomised = cascade.randomised(step);
      try (Explainer explainer = Explainer.open(randomised, engine)) {
        correlations(explainer)
            .forEach(
                (method, mean) ->
                    byStep
                        .computeIfAbsent(method, m -> new LinkedHashMap<>())
                        .put(name, mean.value()));
      }
      progress.run();
    }
    Map<MethodAtLayer, Sanity> checks = new LinkedHashMap<>();
    byStep.forEach((method, values) -> checks.put(method, new Sanity(values)));
    return checks;
  }

  private Map<MethodAtLayer, Mean> correlations(Explainer explainer) {
    Map<MethodAtLayer, Mean> means = new LinkedHashMap<>();
    for (Sample sample : samples) {
      String predicted = sample.explanation().prediction().predictedClass();
      ClassSelection sameClass = new ClassSelection(ClassSelection.Kind.NAMED, List.of(predicted));
      List<ActivationMap> maps =
          explainer.explain(List.of(sample.image()), options.withClasses(sameClass)).get(0).maps();
      for (int i = 0; i < maps.size(); i++) {
        Mean mean = means.computeIfAbsent(MethodAtLayer.of(maps.get(i)), m -> new Mean());
        ActivationMap original = sample.explanation().maps().get(i);
        RankCorrelation.of(drawn(original), drawn(maps.get(i))).ifPresent(mean::add);
      }
    }
    means.values().removeIf(Mean::isEmpty);
    return means;
  }

  /** What is drawn of a map: nothing below zero, and nothing of a nil one. */
  private static float[] drawn(ActivationMap map) {
    float[] drawn = new float[map.raw().length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = map.nil() ? 0 : Math.max(0, map.raw()[i]);
    }
    return drawn;
  }
}
