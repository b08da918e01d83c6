package io.camstream.engine.quality;

import io.camstream.engine.convnext.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Randomises the weights of a checkpoint from the classifier down to the stem, step by step. The
 * values of each weight are shuffled: what was learned is lost, but the activations keep their
 * scale. The same seed gives the same weights.
 */
final class WeightCascade {

  /** The first step. */
  static final String CLASSIFIER = "classifier";

  /** The last step. */
  static final String STEM = "embeddings";

  private static final String FINAL_NORM = "layernorm.";

  private final Checkpoint original;
  private final long seed;

  WeightCascade(Checkpoint original, long seed) {
    this.original = original;
    this.seed = seed;
  }

  /** Module paths, the last of the network first; the final LayerNorm counts as classifier. */
  List<String> steps() {
    List<String> steps = new ArrayList<>(List.of(CLASSIFIER));
    for (int stage = original.model().depths().size() - 1; stage >= 0; stage--) {
      steps.add("encoder.stages." + stage);
    }
    steps.add(STEM);
    return steps;
  }

  /** The checkpoint after a number of steps. */
  Checkpoint randomised(int stepCount) {
    List<String> modules = steps().subList(0, stepCount);
    Map<String, float[]> shuffled = new HashMap<>();
    original
        .weights()
        .all()
        .forEach(
            (name, weight) -> {
              if (modules.stream().anyMatch(module -> belongs(name, module))) {
                shuffled.put(name, shuffle(name, weight.toArray()));
              }
            });
    return new Checkpoint(
        original.model(),
        original.preprocessor(),
        original.weights().with(shuffled),
        original.identity());
  }

  private static boolean belongs(String name, String module) {
    return name.startsWith(module + ".")
        || (module.equals(CLASSIFIER) && name.startsWith(FINAL_NORM));
  }

  private float[] shuffle(String name, float[] values) {
    Random random = new Random(seed * 31 + name.hashCode());
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
    return values;
  }
}
