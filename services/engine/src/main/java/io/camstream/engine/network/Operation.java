package io.camstream.engine.network;

import ai.djl.ndarray.NDArray;

/** One elementary computation of the network on a batch, channels last. */
@FunctionalInterface
interface Operation {

  /**
   * @param inPlace whether the operation may overwrite its input and return it
   * @return the result, attached to the input's manager
   */
  NDArray apply(NDArray input, boolean inPlace);
}
