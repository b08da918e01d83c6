package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/** One elementary computation of the network on a batch, channels last. */
@FunctionalInterface
interface Kernel {

  /**
   * @param inPlace whether the operation may overwrite its input and return it
   * @return the result, attached to the input's manager
   */
  NDArray apply(NDArray input, boolean inPlace);

  /** The same computation on an input that is rearranged before it. */
  default Kernel on(UnaryOperator<NDArray> rearranged) {
    return (x, inPlace) -> {
      try (NDArray input = rearranged.apply(x)) {
        return apply(input, false);
      }
    };
  }
}
