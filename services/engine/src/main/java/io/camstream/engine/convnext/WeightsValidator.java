package io.camstream.engine.convnext;

import io.camstream.engine.convnext.ModelConfig.Version;
import io.camstream.engine.convnext.Weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that the stored tensors are exactly the parameters that the architecture has. */
final class WeightsValidator {

  private static final String CLASSIFIER = "classifier.weight";
  private static final int NAMED_PROBLEMS = 3;

  private final Path folder;
  private final Map<String, StoredTensor> stored = new HashMap<>();

  /** Values on their way: a buffer's own, one by one, cost many times as much. */
  private final float[] chunk = new float[1 << 14];

  WeightsValidator(Path folder, List<StoredTensor> tensors) throws CheckpointException {
    this.folder = folder;
    for (StoredTensor tensor : tensors) {
      if (stored.put(tensor.name(), tensor) != null) {
        throw invalid("two shards hold the tensor " + tensor.name());
      }
    }
  }

  /** Number of classes, from the classifier's weight. */
  int classes() throws CheckpointException {
    StoredTensor classifier = stored.get(CLASSIFIER);
    if (classifier == null) {
      throw invalid(
          "has no classifier head (no tensor "
              + CLASSIFIER
              + "); save a fine-tuned ConvNext…ForImageClassification");
    }
    if (classifier.shape().length != 2 || classifier.shape()[0] < 1) {
      throw invalid(CLASSIFIER + " has the shape " + Arrays.toString(classifier.shape()));
    }
    return (int) Math.min(classifier.shape()[0], Integer.MAX_VALUE);
  }

  Weights validate(ModelConfig model) throws CheckpointException {
    Map<String, long[]> expected = expected(model);
    String prefix = model.version().modelType() + ".";
    Map<String, Weight> weights = new HashMap<>();
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    for (Map.Entry<String, long[]> parameter : expected.entrySet()) {
      String name = parameter.getKey();
      String storedName = stored(name, prefix);
      StoredTensor tensor = stored.get(storedName);
      if (tensor == null) {
        missing.add(storedName);
      } else if (!Arrays.equals(tensor.shape(), parameter.getValue())) {
        misshapen.add(
            "%s (%s instead of %s)"
                .formatted(
                    storedName,
                    Arrays.toString(tensor.shape()),
                    Arrays.toString(parameter.getValue())));
      } else {
        weights.put(name, new Weight(tensor.shape(), finite(tensor)));
      }
    }
    Set<String> known =
        expected.keySet().stream().map(name -> stored(name, prefix)).collect(Collectors.toSet());
    List<String> surplus =
        stored.keySet().stream().filter(name -> !known.contains(name)).sorted().toList();
    report("misses tensors", missing);
    report("has tensors of a wrong shape", misshapen);
    report("has tensors that this architecture does not have", surplus);
    return new Weights(weights);
  }

  private static String stored(String name, String prefix) {
    return name.startsWith("classifier.") ? name : prefix + name;
  }

  private void report(String problem, List<String> names) throws CheckpointException {
    if (!names.isEmpty()) {
      String rest =
          names.size() > NAMED_PROBLEMS ? " and " + (names.size() - NAMED_PROBLEMS) + " more" : "";
      throw invalid(
          problem
              + names.stream().limit(NAMED_PROBLEMS).collect(Collectors.joining(", ", ": ", rest))
              + "; do config.json and the weights belong together?");
    }
  }

  private ByteBuffer finite(StoredTensor tensor) throws CheckpointException {
    ByteBuffer values = tensor.float32();
    FloatBuffer floats = values.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    while (floats.hasRemaining()) {
      int count = Math.min(chunk.length, floats.remaining());
      floats.get(chunk, 0, count);
      requireFinite(tensor.name(), count);
    }
    return values;
  }

  private void requireFinite(String name, int count) throws CheckpointException {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(chunk[i])) {
        throw invalid("the weights are not finite: " + name + " holds " + chunk[i]);
      }
    }
  }

  /** Names and shapes as transformers registers them. */
  private static Map<String, long[]> expected(ModelConfig model) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long patch = model.patchSize();
    long in = 3;
    for (int s = 0; s < model.stages(); s++) {
      long out = model.hiddenSizes().get(s);
      if (s == 0) {
        layer(shapes, "embeddings.patch_embeddings", out, in, patch, patch);
        layer(shapes, "embeddings.layernorm", out);
      } else {
        String downsampling = "encoder.stages." + s + ".downsampling_layer.";
        layer(shapes, downsampling + "0", in);
        layer(shapes, downsampling + "1", out, in, 2, 2);
      }
      for (int b = 0; b < model.depths().get(s); b++) {
        block(shapes, "encoder.stages." + s + ".layers." + b, out, model);
      }
      in = out;
    }
    layer(shapes, "layernorm", in);
    layer(shapes, "classifier", model.classNames().size(), in);
    return shapes;
  }

  private static void block(Map<String, long[]> shapes, String path, long width, ModelConfig m) {
    layer(shapes, path + ".dwconv", width, 1, 7, 7);
    layer(shapes, path + ".layernorm", width);
    layer(shapes, path + ".pwconv1", 4 * width, width);
    layer(shapes, path + ".pwconv2", width, 4 * width);
    if (m.version() == Version.V2) {
      shapes.put(path + ".grn.weight", new long[] {1, 1, 1, 4 * width});
      shapes.put(path + ".grn.bias", new long[] {1, 1, 1, 4 * width});
    } else if (m.layerScale()) {
      shapes.put(path + ".layer_scale_parameter", new long[] {width});
    }
  }

  private static void layer(Map<String, long[]> shapes, String path, long... weightShape) {
    shapes.put(path + ".weight", weightShape);
    shapes.put(path + ".bias", new long[] {weightShape[0]});
  }

  private CheckpointException invalid(String what) {
    return new CheckpointException(folder + ": " + what);
  }
}
