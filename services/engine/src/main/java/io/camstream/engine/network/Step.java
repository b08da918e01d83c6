package io.camstream.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * One step of the network: a Hugging Face module, or the end of a block.
 *
 * @param path module path without the model's prefix
 * @param operation what the step computes
 * @param residual its part in the residual connection of a block
 * @param offset a constant that is missing from the step's output, since the next step adds it; the
 *     module's output is {@code output + offset}
 * @param bias of a convolution, for FullGrad
 */
@SuppressWarnings("ArrayRecordComponent") // Built once when a checkpoint is loaded.
record Step(
    String path,
    Operation operation,
    Residual residual,
    Optional<NDArray> offset,
    Optional<float[]> bias) {

  /** The part of a step in a residual connection. */
  enum Residual {
    NONE,
    /** The step's input is kept. */
    KEEP,
    /** What was kept is added to the step's output. */
    ADD
  }

  static Step of(String path, Operation operation) {
    return new Step(path, operation, Residual.NONE, Optional.empty(), Optional.empty());
  }

  Step with(Residual part) {
    return new Step(path, operation, part, offset, bias);
  }

  Step withOffset(NDArray missing) {
    return new Step(path, operation, residual, Optional.of(missing), bias);
  }

  Step withBias(float[] values) {
    return new Step(path, operation, residual, offset, Optional.of(values));
  }
}
