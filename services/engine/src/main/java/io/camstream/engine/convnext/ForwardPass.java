package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One batch on its way through the network: logits, and at the hooked layers activations and
 * gradients. Belongs to one thread; close it to free its memory.
 *
 * <p>Gradients are recorded from the first hooked layer on. At a hooked layer a tensor of zeros is
 * added to the activation; its gradient is the layer's, also where the activation itself is in the
 * middle of the recorded part.
 */
public final class ForwardPass implements AutoCloseable {

  private final ConvNext network;
  private final NDManager scope;
  private final HookSpec capture;
  private final int images;
  private final NDArray logits;
  private final float[][] logitValues;
  private final Map<Integer, Hook> hooks = new HashMap<>();

  /** Copied from the device when they are first asked for. */
  private final Map<Integer, List<Features>> activations = new HashMap<>();

  private LastBlock lastBlock;

  /**
   * What is kept at a layer.
   *
   * @param output of the step
   * @param residual of the block in which the layer is, or null
   * @param zeros whose gradient is the layer's, or null where none is recorded
   */
  record Hook(NDArray output, NDArray residual, NDArray zeros) {}

  ForwardPass(ConvNext network, NDManager scope, NDArray pixels, HookSpec capture) {
    this.network = network;
    this.scope = scope;
    this.capture = capture;
    this.images = (int) pixels.getShape().get(0);
    this.logits = run(pixels);
    this.logitValues = rows(logits);
  }

  private NDArray run(NDArray pixels) {
    Execution execution = new Execution(network.plan(), pixels, null);
    GradMode recording = null;
    try {
      int done = 0;
      for (int step : hooked()) {
        execution.run(done, step + 1, recording != null);
        boolean record = recorded(step);
        recording = recording == null && record ? GradMode.on() : recording;
        hook(step, execution, record);
        done = step + 1;
      }
      execution.run(done, network.steps().size(), recording != null);
      return network.head().apply(execution.current());
    } finally {
      if (recording != null) {
        recording.close();
      }
    }
  }

  private List<Integer> hooked() {
    List<Integer> hooked = new ArrayList<>(capture.layers().stream().map(Layer::step).toList());
    if (capture.wholeNetwork()) {
      hooked.add(Layer.PIXELS.step());
      for (int i = 0; i < network.steps().size(); i++) {
        if (network.steps().get(i).bias().isPresent()) {
          hooked.add(i);
        }
      }
    }
    return hooked.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  private boolean recorded(int step) {
    boolean closed = capture.closedForm() && step == network.steps().size() - 1;
    return !closed && (capture.gradients() || capture.wholeNetwork());
  }

  private void hook(int step, Execution execution, boolean record) {
    NDArray output = execution.pin();
    NDArray residual = execution.residual() == null ? null : execution.pinResidual();
    NDArray zeros = null;
    if (record) {
      zeros = output.zerosLike();
      zeros.setRequiresGradient(true);
      execution.replace(output.add(zeros));
    }
    hooks.put(step, new Hook(output, residual, zeros));
  }

  private List<Features> activations(int step) {
    return activations.computeIfAbsent(step, s -> features(hooks.get(s).output(), s));
  }

  private List<Features> features(NDArray output, int step) {
    if (step >= 0 && network.steps().get(step).offset().isPresent()) {
      try (NDArray whole = output.add(network.steps().get(step).offset().get())) {
        return features(whole);
      }
    }
    return step < 0 ? featuresOfPixels(output) : features(output);
  }

  private static List<Features> featuresOfPixels(NDArray channelsFirst) {
    try (NDArray channelsLast = channelsFirst.transpose(0, 2, 3, 1)) {
      return features(channelsLast);
    }
  }

  static List<Features> features(NDArray channelsLast) {
    int height = (int) channelsLast.getShape().get(1);
    int width = (int) channelsLast.getShape().get(2);
    int channels = (int) channelsLast.getShape().get(3);
    float[] all = Precision.single(channelsLast).toFloatArray();
    int length = height * width * channels;
    List<Features> features = new ArrayList<>();
    for (int from = 0; from < all.length; from += length) {
      float[] values = Arrays.copyOfRange(all, from, from + length);
      features.add(new Features(channels, height, width, values));
    }
    return features;
  }

  static float[][] rows(NDArray matrix) {
    int rows = (int) matrix.getShape().get(0);
    int columns = (int) matrix.getShape().get(1);
    float[] all = matrix.toFloatArray();
    float[][] result = new float[rows][];
    for (int i = 0; i < rows; i++) {
      result[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return result;
  }

  /** {@code [images][classes]}. */
  public float[][] logits() {
    return logitValues;
  }

  /** Activation of a hooked layer, for one image. */
  public Features activation(Layer layer, int image) {
    return activations(layer.step()).get(image);
  }

  /**
   * Gradients at all hooked layers of the sum of each image's logits times their weights.
   *
   * @param logitWeights {@code [images][classes]}
   */
  public Gradients gradients(float[][] logitWeights) {
    backward(logitWeights);
    Map<Integer, List<Features>> gradients = new HashMap<>();
    hooks.forEach(
        (step, hook) -> {
          if (hook.zeros() != null) {
            gradients.put(step, recordedGradient(step, hook));
          }
        });
    return new Gradients(gradients, logitWeights);
  }

  private void backward(float[][] logitWeights) {
    if (!recording()) {
      return;
    }
    for (Hook hook : hooks.values()) {
      if (hook.zeros() != null) {
        JniUtils.zeroGrad((PtNDArray) hook.zeros());
      }
    }
    try (NDArray weights = gradientSeed(scope, logitWeights, network.precision())) {
      JniUtils.backward((PtNDArray) logits, (PtNDArray) weights, true, false);
    }
  }

  /** Weights of the logits, scaled so that gradients stay in the range of the precision. */
  static NDArray gradientSeed(NDManager owner, float[][] logitWeights, Precision precision) {
    return owner.create(logitWeights).muli(precision.gradientScale());
  }

  private List<Features> recordedGradient(int step, Hook hook) {
    try (NDArray scaled = Precision.single(hook.zeros().getGradient());
        NDArray gradient = scaled.div(network.precision().gradientScale())) {
      return step < 0 ? featuresOfPixels(gradient) : features(gradient);
    }
  }

  /** Gradients of one combination of logits. */
  public final class Gradients {

    private final Map<Integer, List<Features>> recorded;
    private final float[][] logitWeights;

    private Gradients(Map<Integer, List<Features>> recorded, float[][] logitWeights) {
      this.recorded = recorded;
      this.logitWeights = logitWeights;
    }

    /** Gradient at a hooked layer, for one image. */
    public Features at(Layer layer, int image) {
      List<Features> gradients = recorded.get(layer.step());
      return gradients == null
          ? network.classifier().gradient(activation(layer, image), logitWeights[image])
          : gradients.get(image);
    }

    /**
     * Gradient at a hooked layer where it is the same at every position, one value a channel; empty
     * elsewhere. Takes no copy of the activation.
     */
    public Optional<double[]> uniformAt(Layer layer, int image) {
      return inClosedForm(layer)
          ? Optional.of(
              network
                  .classifier()
                  .gradient(lastBlock().means(image), lastBlock().positions(), logitWeights[image]))
          : Optional.empty();
    }

    /** Gradient at the network's input. */
    public Features atInput(int image) {
      return recorded.get(Layer.PIXELS.step()).get(image);
    }

    /** Gradient and bias of every convolution, in the order of execution. */
    public List<Convolution> atConvolutions(int image) {
      List<Convolution> convolutions = new ArrayList<>();
      for (int i = 0; i < network.steps().size(); i++) {
        int step = i;
        network
            .steps()
            .get(i)
            .bias()
            .ifPresent(
                bias -> convolutions.add(new Convolution(recorded.get(step).get(image), bias)));
      }
      return convolutions;
    }
  }

  /**
   * @param gradient by the convolution's output
   * @param bias of each output channel
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once.
  public record Convolution(Features gradient, float[] bias) {}

  /** Whether gradients at a hooked layer come from the closed form. */
  private boolean inClosedForm(Layer layer) {
    return layer.step() == network.steps().size() - 1 && hooks.get(layer.step()).zeros() == null;
  }

  /** The output of the last block, which must be hooked. */
  public LastBlock lastBlock() {
    if (lastBlock == null) {
      lastBlock = new LastBlock(hooks.get(network.steps().size() - 1).output(), scope);
    }
    return lastBlock;
  }

  /** The network's input, as features of three channels. */
  public Features input(int image) {
    return activations(Layer.PIXELS.step()).get(image);
  }

  /** Whether a graph is recorded, which takes memory until this pass is closed. */
  public boolean recording() {
    return hooks.values().stream().anyMatch(hook -> hook.zeros() != null);
  }

  /**
   * Hessian, at a hooked layer, of the sum of each image's logits times their weights, times the
   * layer's activation. In closed form at the last block, elsewhere by {@link Curvature}.
   */
  public List<Features> curvature(Layer layer, float[][] logitWeights) {
    Hook hook = hooks.get(layer.step());
    if (hook.zeros() != null) {
      return new Curvature(network, scope, layer, hook).of(logitWeights);
    }
    List<Features> curvatures = new ArrayList<>();
    for (int n = 0; n < images; n++) {
      curvatures.add(network.classifier().curvature(activation(layer, n), logitWeights[n]));
    }
    return curvatures;
  }

  /**
   * Logits of one image with a hooked layer's activation replaced.
   *
   * @param activations one for each row of the result
   * @return {@code [activations][classes]}
   */
  public float[][] logitsWith(Layer layer, int image, List<Features> activations) {
    Hook hook = hooks.get(layer.step());
    int count = activations.size();
    try (NDManager temporary = scope.newSubManager();
        GradMode off = GradMode.off()) {
      Features first = activations.get(0);
      float[] values = new float[count * first.values().length];
      for (int i = 0; i < count; i++) {
        float[] source = activations.get(i).values();
        System.arraycopy(source, 0, values, i * source.length, source.length);
      }
      Shape shape = new Shape(count, first.height(), first.width(), first.channels());
      NDArray x = network.precision().of(temporary.create(values, shape));
      Optional<NDArray> offset = network.steps().get(layer.step()).offset();
      if (offset.isPresent()) {
        x = x.sub(offset.get());
      }
      NDArray residual = null;
      if (hook.residual() != null) {
        NDArray all = owned(hook.residual().stopGradient(), temporary);
        residual = all.get(image + ":" + (image + 1)).repeat(0, count);
      }
      Execution execution = new Execution(network.plan(), x, residual);
      execution.run(layer.step() + 1, network.steps().size(), false);
      return rows(network.head().apply(execution.current()));
    }
  }

  static NDArray owned(NDArray array, NDManager owner) {
    array.attach(owner);
    return array;
  }

  @Override
  public void close() {
    scope.close();
  }
}
