package io.camstream.engine.convnext;

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
record Operation(
    String path,
    Kernel operation,
    Kernel inference,
    Optional<Kernel> withNext,
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

  static Operation of(String path, Kernel operation) {
    return new Operation(
        path,
        operation,
        operation,
        Optional.empty(),
        Residual.NONE,
        Optional.empty(),
        Optional.empty());
  }

  Operation withInference(Kernel faster) {
    return new Operation(path, operation, faster, withNext, residual, offset, bias);
  }

  Operation withNext(Kernel both) {
    return new Operation(path, operation, inference, Optional.of(both), residual, offset, bias);
  }

  /** The same computation on an input that is rearranged before it. */
  Operation on(UnaryOperator<NDArray> rearranged) {
    return new Operation(
        path,
        operation.on(rearranged),
        inference.on(rearranged),
        withNext.map(both -> both.on(rearranged)),
        residual,
        offset,
        bias);
  }

  Operation with(Residual part) {
    return new Operation(path, operation, inference, withNext, part, offset, bias);
  }

  Operation withOffset(NDArray missing) {
    return new Operation(
        path, operation, inference, withNext, residual, Optional.of(missing), bias);
  }

  Operation withBias(float[] values) {
    return new Operation(
        path, operation, inference, withNext, residual, offset, Optional.of(values));
  }
}
