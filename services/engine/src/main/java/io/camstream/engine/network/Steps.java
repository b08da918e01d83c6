package io.camstream.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.camstream.engine.checkpoint.Checkpoint;
import io.camstream.engine.checkpoint.ModelConfig;
import io.camstream.engine.checkpoint.ModelConfig.Version;
import io.camstream.engine.checkpoint.Weights;
import io.camstream.engine.network.Step.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays a checkpoint out as a list of steps, from the pixels to the last block. Everything runs
 * channels last, so that a 1×1 convolution is a plain linear layer, and a strided convolution
 * without overlap is one on rearranged pixels.
 */
final class Steps {

  /** Of every LayerNorm but the last one; transformers has it hard-coded. */
  private static final double NORM_EPSILON = 1e-6;

  private final ModelConfig model;
  private final Weights weights;
  private final NDManager manager;
  private final Precision precision;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> aliases = new TreeMap<>();

  private Steps(Checkpoint checkpoint, NDManager manager, Precision precision) {
    this.model = checkpoint.model();
    this.weights = checkpoint.weights();
    this.manager = manager;
    this.precision = precision;
  }

  /**
   * The steps in the order of execution.
   *
   * @param aliases further module paths, each with the index of the step whose output it is
   */
  record Plan(List<Step> steps, Map<String, Integer> aliases) {}

  static Plan of(Checkpoint checkpoint, NDManager manager, Precision precision) {
    Steps steps = new Steps(checkpoint, manager, precision);
    steps.stem();
    for (int stage = 0; stage < steps.model.stages(); stage++) {
      steps.stage(stage);
    }
    steps.alias("encoder");
    return new Plan(List.copyOf(steps.steps), steps.aliases);
  }

  private void stem() {
    convolution("embeddings.patch_embeddings", model.patchSize(), true);
    norm("embeddings.layernorm");
    alias("embeddings");
  }

  private void stage(int stage) {
    String path = "encoder.stages." + stage;
    String downsampling = path + ".downsampling_layer";
    if (stage > 0) {
      norm(downsampling + ".0");
      convolution(downsampling + ".1", 2, false);
      alias(downsampling);
    }
    for (int block = 0; block < model.depths().get(stage); block++) {
      block(path + ".layers." + block);
    }
    alias(path + ".layers");
    alias(path);
  }

  private void block(String path) {
    depthwise(path + ".dwconv");
    norm(path + ".layernorm");
    linear(path + ".pwconv1", tensor(path + ".pwconv1.bias"));
    steps.add(Step.of(path + ".act", TensorOps.activation(model.activation())));
    if (model.version() == Version.V2) {
      normalisedLinear(path);
    } else {
      linear(path + ".pwconv2", tensor(path + ".pwconv2.bias"));
    }
    blockEnd(path);
  }

  /**
   * GRN and the linear layer after it. GRN's bias goes through the linear layer into its bias: one
   * pass over the widest tensor less.
   */
  private void normalisedLinear(String path) {
    NDArray scale = tensor(path + ".grn.weight");
    NDArray shift = tensor(path + ".grn.bias");
    steps.add(
        Step.of(
                path + ".grn",
                (x, inPlace) -> TensorOps.globalResponseNorm(x, scale, NORM_EPSILON, inPlace))
            .withOffset(shift));
    NDArray weight = single(path + ".pwconv2.weight");
    NDArray bias = single(path + ".pwconv2.bias");
    try (NDArray column = single(path + ".grn.bias").reshape(-1, 1);
        NDArray product = weight.matMul(column);
        NDArray shifted = product.reshape(bias.getShape())) {
      linear(path + ".pwconv2", precision.of(kept(bias.add(shifted))));
    }
  }

  private void blockEnd(String path) {
    if (!model.layerScale()) {
      steps.add(Step.of(path, (x, inPlace) -> x).with(Residual.ADD));
      return;
    }
    NDArray scale = tensor(path + ".layer_scale_parameter");
    Operation scaled = (x, inPlace) -> inPlace ? x.muli(scale) : x.mul(scale);
    steps.add(Step.of(path, scaled).with(Residual.ADD));
  }

  private void convolution(String path, int kernel, boolean channelsFirst) {
    NDArray stored = tensor(path + ".weight");
    long out = stored.getShape().get(0);
    NDArray weight =
        kept(
            channelsFirst
                ? stored.reshape(out, -1)
                : stored.transpose(0, 2, 3, 1).reshape(out, -1).duplicate());
    NDArray bias = tensor(path + ".bias");
    Operation patches =
        (x, inPlace) -> {
          NDArray rearranged =
              channelsFirst
                  ? TensorOps.patchesOfChannelsFirst(x, kernel)
                  : TensorOps.patchesOfChannelsLast(x, kernel);
          NDArray result = TensorOps.linear(rearranged, weight, bias);
          rearranged.close();
          return result;
        };
    steps.add(Step.of(path, patches).withBias(weights.get(path + ".bias").toArray()));
  }

  private void depthwise(String path) {
    NDArray weight = tensor(path + ".weight");
    NDArray bias = tensor(path + ".bias");
    steps.add(
        Step.of(path, (x, inPlace) -> TensorOps.depthwise(x, weight, bias))
            .with(Residual.KEEP)
            .withBias(weights.get(path + ".bias").toArray()));
  }

  private void norm(String path) {
    NDArray weight = tensor(path + ".weight");
    NDArray bias = tensor(path + ".bias");
    steps.add(Step.of(path, (x, inPlace) -> TensorOps.layerNorm(x, weight, bias, NORM_EPSILON)));
  }

  private void linear(String path, NDArray bias) {
    NDArray weight = tensor(path + ".weight");
    steps.add(Step.of(path, (x, inPlace) -> TensorOps.linear(x, weight, bias)));
  }

  /** Another name of the step that was added last. */
  private void alias(String path) {
    aliases.put(path, steps.size() - 1);
  }

  private NDArray tensor(String name) {
    return precision.of(single(name));
  }

  private NDArray single(String name) {
    Weights.Weight weight = weights.get(name);
    return manager.create(
        weight.float32().duplicate(), new Shape(weight.shape()), DataType.FLOAT32);
  }

  private NDArray kept(NDArray array) {
    array.attach(manager);
    return array;
  }
}
