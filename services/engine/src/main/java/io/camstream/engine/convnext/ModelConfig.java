package io.camstream.engine.convnext;

import java.util.List;

/**
 * The architecture of a ConvNeXt classifier, from {@code config.json}.
 *
 * @param version which of the two architectures
 * @param patchSize kernel and stride of the stem
 * @param hiddenSizes channels of each stage
 * @param depths blocks of each stage, as many as {@code hiddenSizes}
 * @param activation function between the two linear layers of a block
 * @param layerNormEps epsilon of the final LayerNorm; all others have 1e-6
 * @param layerScale whether a V1 block scales its branch by a learned vector
 * @param multiLabel whether each class is independent (sigmoid) instead of one of all (softmax)
 * @param classNames by class index
 */
public record ModelConfig(
    Version version,
    int patchSize,
    List<Integer> hiddenSizes,
    List<Integer> depths,
    Activation activation,
    double layerNormEps,
    boolean layerScale,
    boolean multiLabel,
    List<String> classNames) {

  public ModelConfig {
    hiddenSizes = List.copyOf(hiddenSizes);
    depths = List.copyOf(depths);
    classNames = List.copyOf(classNames);
  }

  /** The two architectures, with the names that transformers gives them. */
  public enum Version {
    V1("convnext"),
    V2("convnextv2");

    private final String modelType;

    Version(String modelType) {
      this.modelType = modelType;
    }

    /** {@code model_type} in config.json, and the first part of every module path. */
    public String modelType() {
      return modelType;
    }
  }

  /** Activation functions by their {@code hidden_act} names in transformers. */
  public enum Activation {
    /** Exact, by the error function. */
    GELU,
    /** Approximated by tanh ({@code gelu_new}, {@code gelu_pytorch_tanh}). */
    GELU_TANH,
    RELU,
    SILU
  }

  public int stages() {
    return hiddenSizes.size();
  }

  /** Channels of the last stage. */
  public int features() {
    return hiddenSizes.get(stages() - 1);
  }

  /** Pixels of the input that one step of the last stage's map covers: 32 for released models. */
  public int stride() {
    return patchSize << (stages() - 1);
  }
}
