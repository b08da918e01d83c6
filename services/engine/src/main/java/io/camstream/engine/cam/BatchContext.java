package io.camstream.engine.cam;

import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * CamContext of a batch of inputs of one size. One forward serves all methods, layers and classes;
 * backward passes are made for all images at once, when the first method asks.
 *
 * <p>The classes are gone through in rounds: in each round every image has one class.
 */
final class BatchContext implements AutoCloseable {

  private final ConvNext network;
  private final List<PixelValues> inputs;
  private final MapRequest request;
  private final ForwardPass pass;
  private final NoisyPasses noisyPasses;
  private final Map<String, Object> shared = new HashMap<>();
  private final Map<Objective, ForwardPass.Gradients> gradients = new IdentityHashMap<>();
  private final Map<Layer, List<Features>> curvatures = new HashMap<>();
  private int[] classes;

  BatchContext(ConvNext network, List<PixelValues> inputs, MapRequest request) {
    this.network = network;
    this.inputs = List.copyOf(inputs);
    this.request = request;
    this.pass = network.forward(inputs, request.capture());
    this.noisyPasses = new NoisyPasses(network, this.inputs, request.layers(), request.seed());
  }

  float[][] logits() {
    return pass.logits();
  }

  /** Starts a round: from now on image n is explained for {@code classes[n]}. */
  void explain(int[] classes) {
    this.classes = classes.clone();
    gradients.clear();
    curvatures.clear();
    noisyPasses.startRound();
  }

  /** CamContext of one image at one layer, for its class of this round. */
  CamContext of(int image, Layer layer) {
    return new OfImage(image, layer);
  }

  private float[][] logitWeights(Objective objective) {
    float[][] weights = new float[inputs.size()][];
    for (int n = 0; n < weights.length; n++) {
      weights[n] = objective.logitWeights(pass.logits()[n], classes[n]);
    }
    return weights;
  }

  private ForwardPass.Gradients gradients(Objective objective) {
    return gradients.computeIfAbsent(objective, o -> pass.gradients(logitWeights(o)));
  }

  /** Maps of the last block, made on the device. */
  List<RawMap> lastBlockMaps(List<WeightedMap> maps) {
    return WeightedMap.compute(pass, maps);
  }

  @Override
  public void close() {
    noisyPasses.close();
    pass.close();
  }

  private final class OfImage implements CamContext {

    private final int image;
    private final Layer layer;

    OfImage(int image, Layer layer) {
      this.image = image;
      this.layer = layer;
    }

    @Override
    public int classIndex() {
      return classes[image];
    }

    @Override
    public float[] logits() {
      return pass.logits()[image];
    }

    @Override
    public Features activation() {
      return pass.activation(layer, image);
    }

    @Override
    public Features gradient(Objective objective) {
      return gradients(objective).at(layer, image);
    }

    @Override
    public Optional<UniformGradient> uniformGradient(Objective objective) {
      return gradients(objective)
          .uniformAt(layer, image)
          .map(
              values ->
                  UniformGradient.ofMeans(
                      values, pass.lastBlock().means(image), pass.lastBlock().positions()));
    }

    @Override
    public Features curvature() {
      return curvatures
          .computeIfAbsent(layer, l -> pass.curvature(l, logitWeights(Objective.LOGIT)))
          .get(image);
    }

    @Override
    public List<Features> noisyGradients(int samples, double deviation) {
      return noisyPasses.gradients(samples, deviation, classes).stream()
          .map(sample -> sample.at(layer, image))
          .toList();
    }

    @Override
    public int inputHeight() {
      return inputs.get(image).height();
    }

    @Override
    public int inputWidth() {
      return inputs.get(image).width();
    }

    @Override
    public float[][] maskedLogits(int count, IntFunction<float[]> mask) {
      return Perturbation.masked(network::logits, inputs.get(image), count, mask);
    }

    @Override
    public double[][] ablationDrops(AblationValue value) {
      return Perturbation.ablationDrops(network, pass, layer, image, value);
    }

    @Override
    public <T> T shared(String key, Class<T> type, Supplier<T> computation) {
      String full = key + "/" + layer.step() + "/" + image;
      Object value = shared.get(full);
      if (value == null) {
        value = computation.get();
        shared.put(full, value);
      }
      return type.cast(value);
    }

    @Override
    public double[] linearWeights() {
      return network.linearWeights(activation(), classIndex());
    }

    @Override
    public Features input() {
      return pass.input(image);
    }

    @Override
    public Features inputGradient() {
      return gradients(Objective.LOGIT).atInput(image);
    }

    @Override
    public List<BiasGradient> biasGradients() {
      List<BiasGradient> convolutions = new ArrayList<>();
      for (ForwardPass.Convolution c : gradients(Objective.LOGIT).atConvolutions(image)) {
        convolutions.add(new BiasGradient(c.gradient(), c.bias()));
      }
      return convolutions;
    }
  }
}
