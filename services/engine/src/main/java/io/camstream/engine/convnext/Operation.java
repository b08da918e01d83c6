package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One operation of the network: a Hugging Face module, or the end of a block.
 *
 * @param path module path without the model's prefix
 * @param operation differentiable kernel
 * @param inference kernel that computes the same without gradients, as fast as possible
 * @param fused optional kernel that computes this operation and the next in one call
 * @param residual role in the residual connection of a block
 * @param offset constant that the next operation adds in place of this one; the module's output is
 *     {@code output + offset}
 * @param bias bias of a convolution, for FullGrad
 */
@RecordBuilder
@SuppressWarnings("ArrayRecordComponent") // Built once when a checkpoint is loaded.
record Operation(
    String path,
    Kernel operation,
    Kernel inference,
    Optional<Kernel> fused,
    Residual residual,
    Optional<NDArray> offset,
    Optional<float[]> bias)
    implements OperationBuilder.With {

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

  /** The same computation on an input that is rearranged before it. */
  Operation on(UnaryOperator<NDArray> rearranged) {
    return new Operation(
        path,
        operation.on(rearranged),
        inference.on(rearranged),
        fused.map(both -> both.on(rearranged)),
        residual,
        offset,
        bias);
  }
}
