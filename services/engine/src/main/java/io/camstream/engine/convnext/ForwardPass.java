package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
 * One batch on its way through the network: logits, and at the captured layers activations and
 * gradients. Belongs to one thread; close it to free its memory.
 *
 * <p>Gradients are recorded from the first captured layer on. At a captured layer a tensor of zeros
 * is added to the activation; its gradient is the layer's, also where the activation itself is in
 * the middle of the recorded part.
 */
public final class ForwardPass implements AutoCloseable {

  /** Of the five-point formula: relative to the activation. */
  private static final float STEP = 0.05f;

  private final ConvNext network;
  private final NDManager scope;
  private final HookSpec capture;
  private final int images;
  private final NDArray logits;
  private final float[][] logitValues;
  private final Map<Integer, Tap> taps = new HashMap<>();

  /** Copied from the device when they are first asked for. */
  private final Map<Integer, List<Features>> activations = new HashMap<>();

  private float[][] lastBlockMeans;

  /**
   * What is kept at a layer.
   *
   * @param output of the step
   * @param residual of the block in which the layer is, or null
   * @param zeros whose gradient is the layer's, or null where none is recorded
   */
  private record Tap(NDArray output, NDArray residual, NDArray zeros) {}

  ForwardPass(ConvNext network, NDManager scope, NDArray pixels, HookSpec capture) {
    this.network = network;
    this.scope = scope;
    this.capture = capture;
    this.images = (int) pixels.getShape().get(0);
    this.logits = run(pixels);
    this.logitValues = rows(logits);
  }

  private NDArray run(NDArray pixels) {
    Execution flow = new Execution(network.plan(), pixels, null);
    GradMode recording = null;
    try {
      int done = 0;
      for (int step : tapped()) {
        flow.run(done, step + 1, recording != null);
        boolean record = recorded(step);
        recording = recording == null && record ? GradMode.on() : recording;
        tap(step, flow, record);
        done = step + 1;
      }
      flow.run(done, network.steps().size(), recording != null);
      return network.head().apply(flow.current());
    } finally {
      if (recording != null) {
        recording.close();
      }
    }
  }

  private List<Integer> tapped() {
    List<Integer> tapped = new ArrayList<>(capture.layers().stream().map(Layer::step).toList());
    if (capture.wholeNetwork()) {
      tapped.add(Layer.PIXELS.step());
      for (int i = 0; i < network.steps().size(); i++) {
        if (network.steps().get(i).bias().isPresent()) {
          tapped.add(i);
        }
      }
    }
    return tapped.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  private boolean recorded(int step) {
    boolean closed = capture.closedForm() && step == network.steps().size() - 1;
    return !closed && (capture.gradients() || capture.wholeNetwork());
  }

  private void tap(int step, Execution flow, boolean record) {
    NDArray output = flow.pin();
    NDArray residual = flow.residual() == null ? null : flow.pinResidual();
    NDArray zeros = null;
    if (record) {
      zeros = output.zerosLike();
      zeros.setRequiresGradient(true);
      flow.replace(output.add(zeros));
    }
    taps.put(step, new Tap(output, residual, zeros));
  }

  private List<Features> activations(int step) {
    return activations.computeIfAbsent(step, s -> features(taps.get(s).output(), s));
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

  private static List<Features> features(NDArray channelsLast) {
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

  private static float[][] rows(NDArray matrix) {
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

  /** Activation of a captured layer, for one image. */
  public Features activation(Layer layer, int image) {
    return activations(layer.step()).get(image);
  }

  /**
   * Gradients at all captured layers of the sum of each image's logits times their weights.
   *
   * @param logitWeights {@code [images][classes]}
   */
  public Gradients gradients(float[][] logitWeights) {
    backward(logitWeights);
    Map<Integer, List<Features>> gradients = new HashMap<>();
    taps.forEach(
        (step, tap) -> {
          if (tap.zeros() != null) {
            gradients.put(step, recordedGradient(step, tap));
          }
        });
    return new Gradients(gradients, logitWeights);
  }

  private void backward(float[][] logitWeights) {
    if (!recording()) {
      return;
    }
    for (Tap tap : taps.values()) {
      if (tap.zeros() != null) {
        JniUtils.zeroGrad((PtNDArray) tap.zeros());
      }
    }
    try (NDArray weights = gradientSeed(scope, logitWeights)) {
      JniUtils.backward((PtNDArray) logits, (PtNDArray) weights, true, false);
    }
  }

  /** Weights of the logits, as much larger as the network's precision wants its gradients. */
  private NDArray gradientSeed(NDManager owner, float[][] logitWeights) {
    return owner.create(logitWeights).muli(network.precision().gradientScale());
  }

  private List<Features> recordedGradient(int step, Tap tap) {
    try (NDArray scaled = Precision.single(tap.zeros().getGradient());
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

    /** Gradient at a captured layer, for one image. */
    public Features at(Layer layer, int image) {
      List<Features> gradients = recorded.get(layer.step());
      return gradients == null
          ? network.classifier().gradient(activation(layer, image), logitWeights[image])
          : gradients.get(image);
    }

    /**
     * Gradient at a captured layer where it is the same at every position, one value a channel;
     * empty elsewhere. Takes no copy of the activation.
     */
    public Optional<double[]> uniformAt(Layer layer, int image) {
      return inClosedForm(layer)
          ? Optional.of(
              network
                  .classifier()
                  .gradient(lastBlockMeans(image), lastBlockPositions(), logitWeights[image]))
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

  /** Whether gradients at a captured layer come from the closed form. */
  private boolean inClosedForm(Layer layer) {
    return layer.step() == network.steps().size() - 1 && taps.get(layer.step()).zeros() == null;
  }

  private NDArray lastBlock() {
    return taps.get(network.steps().size() - 1).output();
  }

  /** Rows of the captured last block. */
  public int lastBlockHeight() {
    return (int) lastBlock().getShape().get(1);
  }

  /** Columns of the captured last block. */
  public int lastBlockWidth() {
    return (int) lastBlock().getShape().get(2);
  }

  /** How many positions the captured last block has. */
  public int lastBlockPositions() {
    return lastBlockHeight() * lastBlockWidth();
  }

  /** Of the captured last block over the positions, one value a channel; made on the device. */
  public double[] lastBlockMeans(int image) {
    if (lastBlockMeans == null) {
      try (NDArray single = Precision.single(lastBlock()).stopGradient();
          NDArray positions = single.reshape(images, -1, lastBlock().getShape().get(3));
          NDArray means = positions.mean(new int[] {1})) {
        lastBlockMeans = rows(means);
      }
    }
    double[] means = new double[lastBlockMeans[image].length];
    for (int k = 0; k < means.length; k++) {
      means[k] = lastBlockMeans[image][k];
    }
    return means;
  }

  /**
   * Sums over the channels at every position, one for each row of weights.
   *
   * @param sums of weight times activation, {@code [rows][positions]}
   * @param absolute of the absolute values of these products
   * @param bounds of bound times the activation's absolute value
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once.
  public record ChannelSums(float[][] sums, float[][] absolute, float[][] bounds) {}

  /**
   * Weighted sums of the captured last block's channels: computed on the device for all images, and
   * copied from it once.
   *
   * @param imageOfRow ascending
   * @param weights {@code [rows][channels]}
   * @param bounds likewise
   */
  public ChannelSums lastBlockSums(int[] imageOfRow, float[][] weights, float[][] bounds) {
    long channels = lastBlock().getShape().get(3);
    try (NDManager temporary = scope.newSubManager();
        GradMode off = GradMode.off()) {
      NDArray single = owned(Precision.single(lastBlock()).stopGradient(), temporary);
      NDArray activation = single.reshape(images, -1, channels).transpose(0, 2, 1);
      NDArray magnitude = activation.abs();
      NDList products = new NDList();
      for (int from = 0; from < imageOfRow.length; ) {
        int image = imageOfRow[from];
        int to = from;
        while (to < imageOfRow.length && imageOfRow[to] == image) {
          to++;
        }
        NDArray ofImage = temporary.create(Arrays.copyOfRange(weights, from, to));
        NDArray boundsOfImage = temporary.create(Arrays.copyOfRange(bounds, from, to));
        products.add(
            NDArrays.stack(
                new NDList(
                    ofImage.matMul(activation.get(image)),
                    ofImage.abs().matMul(magnitude.get(image)),
                    boundsOfImage.matMul(magnitude.get(image))),
                1));
        from = to;
      }
      float[][] rows = rows(NDArrays.concat(products).reshape(3L * imageOfRow.length, -1));
      return new ChannelSums(every(3, 0, rows), every(3, 1, rows), every(3, 2, rows));
    }
  }

  private static float[][] every(int step, int first, float[][] rows) {
    float[][] chosen = new float[rows.length / step][];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows[first + step * i];
    }
    return chosen;
  }

  /** The network's input, as features of three channels. */
  public Features input(int image) {
    return activations(Layer.PIXELS.step()).get(image);
  }

  /** Whether a graph is recorded, which takes memory until this pass is closed. */
  public boolean recording() {
    return taps.values().stream().anyMatch(tap -> tap.zeros() != null);
  }

  /**
   * The Hessian, at a captured layer, of the sum of each image's logits times their weights, times
   * the layer's activation: the derivative of the gradient as the activation grows. In closed form
   * at the last block; elsewhere by the five-point formula, whose error grows with the fourth power
   * of the step. (Differentiating twice would be exact, but DJL can only read a gradient off the
   * tensor that it belongs to, and then the graph and the tensor keep each other alive for ever.)
   */
  public List<Features> curvature(Layer layer, float[][] logitWeights) {
    if (taps.get(layer.step()).zeros() == null) {
      List<Features> curvatures = new ArrayList<>();
      for (int n = 0; n < images; n++) {
        curvatures.add(network.classifier().curvature(activation(layer, n), logitWeights[n]));
      }
      return curvatures;
    }
    List<Features> farDown = scaledGradient(layer, 1 - 2 * STEP, logitWeights);
    List<Features> down = scaledGradient(layer, 1 - STEP, logitWeights);
    List<Features> up = scaledGradient(layer, 1 + STEP, logitWeights);
    List<Features> farUp = scaledGradient(layer, 1 + 2 * STEP, logitWeights);
    List<Features> curvatures = new ArrayList<>();
    for (int n = 0; n < images; n++) {
      float[] values = new float[up.get(n).values().length];
      for (int i = 0; i < values.length; i++) {
        float near = up.get(n).values()[i] - down.get(n).values()[i];
        float far = farUp.get(n).values()[i] - farDown.get(n).values()[i];
        values[i] = (8 * near - far) / (12 * STEP);
      }
      curvatures.add(up.get(n).with(values));
    }
    return curvatures;
  }

  /** Gradients where the layer's activation is multiplied by a factor. */
  private List<Features> scaledGradient(Layer layer, float factor, float[][] logitWeights) {
    Tap tap = taps.get(layer.step());
    try (NDManager temporary = scope.newSubManager();
        GradMode on = GradMode.on()) {
      NDArray output = owned(tap.output().stopGradient(), temporary);
      NDArray scaled = output.mul(factor);
      Optional<NDArray> offset = network.steps().get(layer.step()).offset();
      if (offset.isPresent()) {
        NDArray missing = owned(offset.get().mul(factor - 1), temporary);
        scaled = scaled.add(missing);
      }
      NDArray residual =
          tap.residual() == null ? null : owned(tap.residual().stopGradient(), temporary);
      scaled.setRequiresGradient(true);
      Execution flow = new Execution(network.plan(), scaled, residual);
      flow.run(layer.step() + 1, network.steps().size(), true);
      NDArray result = network.head().apply(flow.current());
      NDArray weights = gradientSeed(temporary, logitWeights);
      JniUtils.backward((PtNDArray) result, (PtNDArray) weights, false, false);
      try (NDArray large = Precision.single(scaled.getGradient());
          NDArray gradient = large.div(network.precision().gradientScale())) {
        return features(gradient);
      }
    }
  }

  /**
   * Logits of one image with a captured layer's activation replaced.
   *
   * @param activations one for each row of the result
   * @return {@code [activations][classes]}
   */
  public float[][] logitsWith(Layer layer, int image, List<Features> activations) {
    Tap tap = taps.get(layer.step());
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
      if (tap.residual() != null) {
        NDArray all = owned(tap.residual().stopGradient(), temporary);
        residual = all.get(image + ":" + (image + 1)).repeat(0, count);
      }
      Execution flow = new Execution(network.plan(), x, residual);
      flow.run(layer.step() + 1, network.steps().size(), false);
      return rows(network.head().apply(flow.current()));
    }
  }

  private static NDArray owned(NDArray array, NDManager owner) {
    array.attach(owner);
    return array;
  }

  @Override
  public void close() {
    scope.close();
  }
}
