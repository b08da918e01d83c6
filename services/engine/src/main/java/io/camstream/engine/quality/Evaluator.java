package io.camstream.engine.quality;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ClassSelection;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.quality.MethodScore.Sanity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measures how far the maps of methods can be trusted on a model and a set of images: for the
 * predicted class, at each layer on its own. For one thread.
 */
public final class Evaluator {

  /** The union of an image's regions. */
  static final String ALL_REGIONS = "all";

  private final Checkpoint checkpoint;
  private final EngineOptions engine;
  private final EvaluationOptions options;
  private final ExplanationOptions explanation;
  private final Progress progress;
  private final Map<MethodAtLayer, ScoreSums> sums = new LinkedHashMap<>();
  private final Coincidence coincidence = new Coincidence();
  private final List<PreparedImage> timed = new ArrayList<>();
  private int images;

  private Evaluator(
      Checkpoint checkpoint, EngineOptions engine, EvaluationOptions options, Progress progress) {
    this.checkpoint = checkpoint;
    this.explanation = options.explanation().withClasses(ClassSelection.PREDICTED);
    this.engine = engine.withExplanation(explanation);
    this.options = options;
    this.progress = progress;
  }

  /** Receives the progress of an evaluation. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param done of the images and the steps that follow them
     * @param doing such as {@code image 3} or {@code sanity check}
     */
    void update(int done, String doing);
  }

  /** How many updates of the progress an evaluation of a number of images has. */
  public static int updates(Checkpoint checkpoint, EvaluationOptions options, int images) {
    int cascade = new WeightCascade(checkpoint, 0).steps().size();
    return images + (options.sanityImages() > 0 ? cascade : 0) + 1;
  }

  /**
   * Evaluates the methods of the options.
   *
   * @param images at least one; each is loaded once, one after the other
   * @throws IllegalArgumentException if the model has no such layer, or a method is not defined at
   *     it
   * @throws io.camstream.engine.InferenceException if an image can't be explained
   */
  public static EvaluationReport evaluate(
      Checkpoint checkpoint,
      EngineOptions engine,
      EvaluationOptions options,
      Iterable<EvaluationImage> images,
      Progress progress) {
    return new Evaluator(checkpoint, engine, options, progress).run(images);
  }

  private EvaluationReport run(Iterable<EvaluationImage> source) {
    SanityCheck sanity = new SanityCheck(checkpoint, engine, explanation);
    Map<MethodAtLayer, Double> millis;
    try (Explainer explainer = Explainer.open(checkpoint, engine)) {
      for (EvaluationImage image : source) {
        PreparedImage prepared = explainer.prepare(image.image());
        ImageExplanation explained = explainer.explain(List.of(prepared)).get(0);
        score(explainer, image, prepared, explained);
        if (images < options.sanityImages()) {
          sanity.add(prepared, explained);
        }
        if (images < options.timedImages()) {
          timed.add(prepared);
        }
        progress.update(++images, "image " + images);
      }
      millis = new MethodTimes(explainer, explanation, timed).measure(sums.keySet());
      progress.update(images + 1, "times");
    }
    Map<MethodAtLayer, Sanity> checks = options.sanityImages() > 0 ? check(sanity) : Map.of();
    List<MethodScore> scores = new ArrayList<>();
    sums.forEach(
        (method, sum) ->
            scores.add(
                sum.score(method, Optional.ofNullable(checks.get(method)), millis.get(method))));
    return new EvaluationReport(checkpoint.identity(), images, scores, coincidence.groups());
  }

  private Map<MethodAtLayer, Sanity> check(SanityCheck sanity) {
    int[] done = {images + 1};
    return sanity.run(() -> progress.update(++done[0], "sanity check"));
  }

  private void score(
      Explainer explainer,
      EvaluationImage image,
      PreparedImage prepared,
      ImageExplanation explained) {
    PixelValues input = prepared.pixels();
    MapCurves curves = new MapCurves(input, options.steps());
    Map<String, boolean[]> regions = regions(image, prepared);
    Map<MethodAtLayer, float[]> finals = new LinkedHashMap<>();
    for (ActivationMap map : explained.maps()) {
      MethodAtLayer method = MethodAtLayer.of(map);
      float[] values = map.resized(input.height(), input.width());
      finals.put(method, values);
      ScoreSums sum = sums.computeIfAbsent(method, m -> new ScoreSums());
      if (map.empty()) {
        sum.addEmpty();
      } else {
        faithfulness(explainer, explained, curves, values, sum);
        regions.forEach((region, inside) -> sum.addRegion(region, values, inside));
      }
    }
    coincidence.add(finals);
  }

  private void faithfulness(
      Explainer explainer,
      ImageExplanation explained,
      MapCurves curves,
      float[] map,
      ScoreSums sum) {
    int k = explained.prediction().classIndex();
    double before = explained.prediction().confidence();
    List<PixelValues> inputs = new ArrayList<>(curves.insertions(map));
    inputs.addAll(curves.deletions(map));
    inputs.add(curves.masked(map));
    List<Double> after = probabilities(explainer, inputs, k);
    int steps = options.steps();
    List<Double> insertion = new ArrayList<>(after.subList(0, steps));
    insertion.add(before);
    List<Double> deletion = new ArrayList<>(List.of(before));
    deletion.addAll(after.subList(steps, 2 * steps));
    sum.add(MapCurves.area(insertion), MapCurves.area(deletion), before, after.get(2 * steps));
  }

  private List<Double> probabilities(Explainer explainer, List<PixelValues> inputs, int k) {
    List<Double> probabilities = new ArrayList<>();
    for (int from = 0; from < inputs.size(); from += options.batchSize()) {
      List<PixelValues> batch =
          inputs.subList(from, Math.min(inputs.size(), from + options.batchSize()));
      explainer.predict(batch).forEach(p -> probabilities.add(p.probabilities().get(k)));
    }
    return probabilities;
  }

  /** The regions that the model sees a part of. */
  private static Map<String, boolean[]> regions(EvaluationImage image, PreparedImage prepared) {
    Map<String, RegionMask> masks = new TreeMap<>(image.truth());
    if (masks.size() > 1) {
      masks.putIfAbsent(ALL_REGIONS, RegionMask.union(List.copyOf(image.truth().values())));
    }
    Map<String, boolean[]> regions = new LinkedHashMap<>();
    masks.forEach(
        (name, mask) -> {
          boolean[] inside =
              mask.atInput(prepared.view(), prepared.inputHeight(), prepared.inputWidth());
          boolean visible = false;
          for (boolean flag : inside) {
            visible |= flag;
          }
          if (visible) {
            regions.put(name, inside);
          }
        });
    return regions;
  }
}
