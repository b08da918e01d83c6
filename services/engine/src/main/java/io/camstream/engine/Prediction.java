package io.camstream.engine;

import io.camstream.engine.cam.Softmax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the classifier says of one image.
 *
 * @param classNames by class index
 * @param logits by class index
 * @param probabilities by class index, 0..1: softmax of the logits, or the sigmoid of each for a
 *     multi-label checkpoint
 */
public record Prediction(List<String> classNames, List<Float> logits, List<Double> probabilities) {

  public Prediction {
    classNames = List.copyOf(classNames);
    logits = List.copyOf(logits);
    probabilities = List.copyOf(probabilities);
  }

  /**
   * The prediction of raw logits.
   *
   * @param logits by class index, finite
   * @param multiLabel whether each class is independent: sigmoid instead of softmax
   */
  public static Prediction of(List<String> classNames, float[] logits, boolean multiLabel) {
    double[] shares = Softmax.of(logits);
    List<Float> values = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (int k = 0; k < logits.length; k++) {
      values.add(logits[k]);
      probabilities.add(multiLabel ? 1 / (1 + Math.exp(-logits[k])) : shares[k]);
    }
    return new Prediction(classNames, values, probabilities);
  }

  /** Index of the most probable class; the lower index where two are equally probable. */
  public int classIndex() {
    return ranking().get(0);
  }

  public String predictedClass() {
    return classNames.get(classIndex());
  }

  /** Probability of the predicted class, 0..1. */
  public double confidence() {
    return probabilities.get(classIndex());
  }

  /** Class indices, most probable first; ties keep the order of the classes. */
  public List<Integer> ranking() {
    return IntStream.range(0, logits.size())
        .boxed()
        .sorted(Comparator.comparing(probabilities::get, Comparator.reverseOrder()))
        .toList();
  }

  /** The k most probable class indices, or all where there are fewer. */
  public List<Integer> top(int k) {
    List<Integer> ranking = ranking();
    return ranking.subList(0, Math.min(k, ranking.size()));
  }
}
