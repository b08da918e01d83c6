package io.camstream.engine.cam;

import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.HookSpec;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Passes of a batch with noise on its inputs. Where gradients are in closed form, a pass serves all
 * classes; where they are recorded it is run again for each class, so that one graph at a time is
 * in memory.
 */
final class NoisyPasses implements AutoCloseable {

  private final ConvNext network;
  private final List<PixelValues> inputs;
  private final List<Layer> layers;
  private final Random random;
  private final List<float[]> noise = new ArrayList<>();
  private final List<ForwardPass> closedForm = new ArrayList<>();
  private List<Sample> ofRound = List.of();

  NoisyPasses(ConvNext network, List<PixelValues> inputs, List<Layer> layers, long seed) {
    this.network = network;
    this.inputs = inputs;
    this.layers = layers;
    this.random = new Random(seed);
  }

  /** Gradients for one draw of noise. */
  record Sample(Map<Layer, List<Features>> gradients) {

    Features at(Layer layer, int image) {
      return gradients.get(layer).get(image);
    }
  }

  void startRound() {
    ofRound = List.of();
  }

  /**
   * @param classes one for each image
   */
  List<Sample> gradients(int samples, double deviation, int[] classes) {
    if (ofRound.isEmpty()) {
      List<Sample> drawn = new ArrayList<>();
      for (int sample = 0; sample < samples; sample++) {
        drawn.add(sample(sample, deviation, classes));
      }
      ofRound = drawn;
    }
    return ofRound;
  }

  private Sample sample(int sample, double deviation, int[] classes) {
    if (sample < closedForm.size()) {
      return read(closedForm.get(sample), classes);
    }
    ForwardPass pass = network.forward(noisy(sample, deviation), HookSpec.gradients(layers));
    try {
      Sample read = read(pass, classes);
      if (!pass.recording()) {
        closedForm.add(pass);
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
   * The same noise for every image, so that a batch equals its images one by one, and for every
   * class.
   */
  private List<PixelValues> noisy(int sample, double deviation) {
    if (sample == noise.size()) {
      noise.add(draw(inputs.get(0).chw().length, deviation));
    }
    List<PixelValues> noisy = new ArrayList<>();
    for (PixelValues input : inputs) {
      float[] values = input.chw().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += noise.get(sample)[i];
      }
      noisy.add(new PixelValues(input.height(), input.width(), values));
    }
    return noisy;
  }

  private float[] draw(int length, double deviation) {
    float[] draw = new float[length];
    for (int i = 0; i < length; i++) {
      draw[i] = (float) (deviation * random.nextGaussian());
    }
    return draw;
  }

  @Override
  public void close() {
    closedForm.forEach(ForwardPass::close);
  }
}
