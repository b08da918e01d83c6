package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What a method may ask about one image, layer and class. Everything is computed when it is first
 * asked for and shared between methods and, where it does not depend on the class, between classes.
 * Valid during one call of {@link CamMethod#map} only, on the calling thread.
 *
 * <p>Below, y is the logit of the explained class, A the layer's activation, G its gradient.
 */
public interface CamContext {

  /** Class that is explained. */
  int classIndex();

  /** By class index. */
  float[] logits();

  /** A. */
  Features activation();

  /** G = ∂y/∂A. */
  default Features gradient() {
    return gradient(Objective.LOGIT);
  }

  /** Gradient of another scalar than the logit. */
  Features gradient(Objective objective);

  /**
   * The same where it does not depend on the position, as at the last block; empty elsewhere.
   * Neither A nor G is copied from the device for it.
   */
  Optional<UniformGradient> uniformGradient(Objective objective);

  /** The Hessian of y by A, times A. */
  Features curvature();

  /**
   * Gradients of y at the layer for noisy inputs x + N(0, deviation²). The same noise for every
   * image, layer and class.
   */
  List<Features> noisyGradients(int samples, double deviation);

  /** Rows of the network's input. */
  int inputHeight();

  /** Columns of the network's input. */
  int inputWidth();

  /**
   * Logits of masked inputs: the normalised input times the mask, in each channel.
   *
   * @param count number of masks; they are made one by one, and run in bounded chunks
   * @param mask makes a mask, row-major at the size of the input
   * @return {@code [count][classes]}
   */
  float[][] maskedLogits(int count, IntFunction<float[]> mask);

  /**
   * By how much each logit falls when one channel of the layer is overwritten at every position,
   * for each channel.
   *
   * @return {@code [channels][classes]}
   */
  double[][] ablationDrops(AblationValue value);

  /**
   * Something that is the same for every class of this image and layer, computed once.
   *
   * @param key names it; unique among methods
   */
  <T> T shared(String key, Class<T> type, Supplier<T> computation);

  /**
   * How much each channel at the last block adds to the logit if the final LayerNorm's mean and
   * deviation are held fixed: {@code y = mean over positions of Σ_k weight_k A_k + constant}.
   */
  double[] linearWeights();

  /** The network's input as features of three channels. */
  Features input();

  /** ∂y/∂x for the network's input x. */
  Features inputGradient();

  /** ∂y/∂output and bias of every convolution, in the order of execution. */
  List<BiasGradient> biasGradients();

  /**
   * @param gradient ∂y by the convolution's output
   * @param bias of each output channel
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, by FullGrad.
  record BiasGradient(Features gradient, float[] bias) {}
}
