package io.camstream.engine.cam;

import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.HookSpec;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Forward passes of a batch with Gaussian noise added to its inputs. Where gradients have a closed
 * form, a pass is kept and serves all classes; where they are recorded, it runs again for each
 * class, so that only one graph is in memory at a time.
 */
final class NoisyPasses implements AutoCloseable {

  private final ConvNext network;
  private final List<PixelValues> inputs;
  private final List<Layer> layers;
  private final Random random;

  /** Standard normal noise, one array per draw. */
  private final List<double[]> noise = new ArrayList<>();

  private final Map<Draw, ForwardPass> closedForm = new HashMap<>();
  private final Map<Draw, Sample> ofRound = new HashMap<>();

  NoisyPasses(ConvNext network, List<PixelValues> inputs, List<Layer> layers, long seed) {
    this.network = network;
    this.inputs = inputs;
    this.layers = layers;
    this.random = new Random(seed);
  }

  /** The n-th draw of noise, scaled to a standard deviation. */
  private record Draw(int index, double deviation) {}

  /** Gradients for one draw of noise. */
  record Sample(Map<Layer, List<Features>> gradients) {

    Features at(Layer layer, int image) {
      return gradients.get(layer).get(image);
    }
  }

  /** Forgets the gradients of the previous round, which were those of other classes. */
  void startRound() {
    ofRound.clear();
  }

  /**
   * Gradients of the first {@code samples} draws.
   *
   * @param classes explained class of each image; the same until the next {@link #startRound}
   */
  List<Sample> gradients(int samples, double deviation, int[] classes) {
    List<Sample> drawn = new ArrayList<>();
    for (int index = 0; index < samples; index++) {
      drawn.add(ofRound.computeIfAbsent(new Draw(index, deviation), draw -> sample(draw, classes)));
    }
    return drawn;
  }

  private Sample sample(Draw draw, int[] classes) {
    ForwardPass kept = closedForm.get(draw);
    if (kept != null) {
      return read(kept, classes);
    }
    ForwardPass pass = network.forward(noisy(draw), HookSpec.gradients(layers));
    try {
      Sample read = read(pass, classes);
      if (!pass.recording()) {
        closedForm.put(draw, pass);
      }
      return read;
    } finally {
      if (pass.recording()) {
        pass.close();
      }
    }
  }

  private Sample read(ForwardPass pass, int[] classes) {
    float[][] weights = new float[classes.length][];
    for (int n = 0; n < classes.length; n++) {
      weights[n] = Objective.LOGIT.logitWeights(pass.logits()[n], classes[n]);
    }
    ForwardPass.Gradients gradients = pass.gradients(weights);
    Map<Layer, List<Features>> byLayer = new HashMap<>();
    for (Layer layer : layers) {
      List<Features> images = new ArrayList<>();
      for (int n = 0; n < classes.length; n++) {
        images.add(gradients.at(layer, n));
      }
      byLayer.put(layer, images);
    }
    return new Sample(byLayer);
  }

  /**
   * The inputs with noise. The noise is the same for every image, so that a batch gives the same
   * maps as its images one by one, and for every class.
   */
  private List<PixelValues> noisy(Draw draw) {
    while (noise.size() <= draw.index()) {
      noise.add(normal());
    }
    double[] unit = noise.get(draw.index());
    List<PixelValues> noisy = new ArrayList<>();
    for (PixelValues input : inputs) {
      float[] values = input.chw().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (draw.deviation() * unit[i]);
      }
      noisy.add(new PixelValues(input.height(), input.width(), values));
    }
    return noisy;
  }

  private double[] normal() {
    double[] values = new double[inputs.get(0).chw().length];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  @Override
  public void close() {
    closedForm.values().forEach(ForwardPass::close);
  }
}
