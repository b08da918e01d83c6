package io.camstream.engine.network;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One step of the network: a Hugging Face module, or the end of a block.
 *
 * @param path module path without the model's prefix
 * @param operation what the step computes; it can be differentiated
 * @param inference the same without gradients, as fast as it can be
 * @param withNext the same of this step and the next one together, where that is faster still
 * @param residual its part in the residual connection of a block
 * @param offset a constant that is missing from the step's output, since the next step adds it; the
 *     module's output is {@code output + offset}
 * @param bias of a convolution, for FullGrad
 */
@SuppressWarnings("ArrayRecordComponent") // Built once when a checkpoint is loaded.
record Step(
    String path,
    Operation operation,
    Operation inference,
    Optional<Operation> withNext,
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
    return new Step(
        path,
        operation,
        operation,
        Optional.empty(),
        Residual.NONE,
        Optional.empty(),
        Optional.empty());
  }

  Step withInference(Operation faster) {
    return new Step(path, operation, faster, withNext, residual, offset, bias);
  }

  Step withNext(Operation both) {
    return new Step(path, operation, inference, Optional.of(both), residual, offset, bias);
  }

  /** The same computation on an input that is rearranged before it. */
  Step on(UnaryOperator<NDArray> rearranged) {
    return new Step(
        path,
        operation.on(rearranged),
        inference.on(rearranged),
        withNext.map(both -> both.on(rearranged)),
        residual,
        offset,
        bias);
  }

  Step with(Residual part) {
    return new Step(path, operation, inference, withNext, part, offset, bias);
  }

  Step withOffset(NDArray missing) {
    return new Step(path, operation, inference, withNext, residual, Optional.of(missing), bias);
  }

  Step withBias(float[] values) {
    return new Step(path, operation, inference, withNext, residual, offset, Optional.of(values));
  }
}
