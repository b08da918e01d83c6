package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.camstream.engine.convnext.ModelConfig.Activation;
import io.camstream.engine.convnext.ModelConfig.Version;
import io.camstream.engine.convnext.Operation.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Lays a checkpoint out as a list of steps, from the pixels to the last block. Everything runs
 * channels last, so that a 1×1 convolution is a plain linear layer, and a strided convolution
 * without overlap is one on rearranged pixels.
 *
 * <p>On CPUs the linear layers have a second form, by {@link PackedLinear}, for all that is not
 * differentiated.
 */
final class NetworkBuilder {

  /** A block widens its input by this. */
  static final int EXPANSION = 4;

  /** Of every LayerNorm but the last one; transformers has it hard-coded. */
  private static final double NORM_EPSILON = 1e-6;

  /** About a core's share of the caches. Twice as much or half as much makes little difference. */
  private static final long CACHE_BYTES = 8L << 20;

  private final ModelConfig model;
  private final Weights weights;
  private final NDManager manager;
  private final Precision precision;
  private final Optional<PackedLinear> packed;
  private final List<Operation> steps = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Map<String, Integer> aliases = new TreeMap<>();

  private NetworkBuilder(Checkpoint checkpoint, NDManager manager, Precision precision) {
    this.model = checkpoint.model();
    this.weights = checkpoint.weights();
    this.manager = manager;
    this.precision = precision;
    this.packed =
        precision == Precision.FLOAT32 && !manager.getDevice().isGpu()
            ? PackedLinear.on(manager)
            : Optional.empty();
  }

  /**
   * The steps in the order of execution.
   *
   * @param stages runs of blocks of one size
   * @param aliases further module paths, each with the index of the step whose output it is
   * @param sliceBytes the largest tensor of a block that is to be made at once, if it can be helped
   */
  record Plan(
      List<Operation> steps, List<Stage> stages, Map<String, Integer> aliases, long sliceBytes) {}

  /** The blocks of a stage: steps {@code from} (inclusive) to {@code to} (exclusive). */
  record Stage(int from, int to) {}

  static Plan of(Checkpoint checkpoint, NDManager manager, Precision precision) {
    NetworkBuilder steps = new NetworkBuilder(checkpoint, manager, precision);
    steps.stem();
    for (int stage = 0; stage < steps.model.stages(); stage++) {
      steps.stage(stage);
    }
    steps.alias("encoder");
    long sliceBytes = manager.getDevice().isGpu() ? Long.MAX_VALUE : CACHE_BYTES;
    return new Plan(List.copyOf(steps.steps), List.copyOf(steps.stages), steps.aliases, sliceBytes);
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
    int first = steps.size();
    for (int block = 0; block < model.depths().get(stage); block++) {
      block(path + ".layers." + block);
    }
    stages.add(new Stage(first, steps.size()));
    alias(path + ".layers");
    alias(path);
  }

  private void block(String path) {
    depthwise(path + ".dwconv");
    norm(path + ".layernorm");
    widen(path);
    if (model.version() == Version.V2) {
      normalisedLinear(path);
    } else {
      linear(path + ".pwconv2", tensor(path + ".pwconv2.bias"));
    }
    blockEnd(path);
  }

  /** The first linear layer of a block, and the activation. */
  private void widen(String path) {
    boolean gelu = model.activation() == Activation.GELU;
    String layer = path + ".pwconv1";
    steps.add(linearStep(layer, tensor(layer + ".weight"), tensor(layer + ".bias"), gelu));
    steps.add(Operation.of(path + ".act", TensorOps.activation(model.activation())));
  }

  /**
   * GRN and the linear layer after it. GRN's bias goes through the linear layer into its bias: one
   * pass over the widest tensor less.
   */
  private void normalisedLinear(String path) {
    NDArray scale = tensor(path + ".grn.weight");
    NDArray shift = tensor(path + ".grn.bias");
    steps.add(
        Operation.of(
                path + ".grn",
                (x, inPlace) -> TensorOps.globalResponseNorm(x, scale, NORM_EPSILON, inPlace))
            .withOffset(Optional.of(shift)));
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
      steps.add(Operation.of(path, (x, inPlace) -> x).withResidual(Residual.ADD));
      return;
    }
    NDArray scale = tensor(path + ".layer_scale_parameter");
    Kernel scaled = (x, inPlace) -> inPlace ? x.muli(scale) : x.mul(scale);
    steps.add(Operation.of(path, scaled).withResidual(Residual.ADD));
  }

  private void convolution(String path, int kernel, boolean channelsFirst) {
    NDArray stored = tensor(path + ".weight");
    long out = stored.getShape().get(0);
    NDArray weight =
        kept(
            channelsFirst
                ? stored.reshape(out, -1)
                : stored.transpose(0, 2, 3, 1).reshape(out, -1).duplicate());
    UnaryOperator<NDArray> patches =
        channelsFirst
            ? x -> TensorOps.patchesOfChannelsFirst(x, kernel)
            : x -> TensorOps.patchesOfChannelsLast(x, kernel);
    steps.add(
        linearStep(path, weight, tensor(path + ".bias"), false)
            .on(patches)
            .withBias(Optional.of(weights.get(path + ".bias").toArray())));
  }

  private void depthwise(String path) {
    NDArray weight = tensor(path + ".weight");
    NDArray bias = tensor(path + ".bias");
    steps.add(
        Operation.of(path, (x, inPlace) -> TensorOps.depthwise(x, weight, bias))
            .withResidual(Residual.KEEP)
            .withBias(Optional.of(weights.get(path + ".bias").toArray())));
  }

  private void norm(String path) {
    NDArray weight = tensor(path + ".weight");
    NDArray bias = tensor(path + ".bias");
    steps.add(
        Operation.of(path, (x, inPlace) -> TensorOps.layerNorm(x, weight, bias, NORM_EPSILON)));
  }

  private void linear(String path, NDArray bias) {
    steps.add(linearStep(path, tensor(path + ".weight"), bias, false));
  }

  private Operation linearStep(String path, NDArray weight, NDArray bias, boolean geluFollows) {
    Operation step = Operation.of(path, (x, inPlace) -> TensorOps.linear(x, weight, bias));
    if (packed.isEmpty()) {
      return step;
    }
    PackedLinear oneDnn = packed.get();
    NDArray layout = oneDnn.pack(weight);
    step = step.withInference((x, inPlace) -> oneDnn.linear(x, layout, bias));
    return geluFollows
        ? step.withFused(Optional.of((x, inPlace) -> oneDnn.gelu(x, layout, bias)))
        : step;
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
