package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.camstream.engine.convnext.Operation.Residual;
import java.util.List;
import java.util.Optional;

/**
 * What runs through the steps: the current tensor and the kept input of the current block. Closes
 * what is no longer needed, as early as it can; closing a handle does not free what a recorded
 * graph still needs.
 */
final class Execution {

  private final NetworkBuilder.Plan plan;
  private NDArray x;
  private NDArray residual;
  private boolean xPinned = true;
  private boolean residualPinned = true;

  /**
   * @param x not closed by the flow
   * @param residual the kept input of the block in which the flow starts, not closed by it; or null
   */
  Execution(NetworkBuilder.Plan plan, NDArray x, NDArray residual) {
    this.plan = plan;
    this.x = x;
    this.residual = residual;
  }

  NDArray current() {
    return x;
  }

  NDArray residual() {
    return residual;
  }

  /** Runs steps {@code from} (inclusive) to {@code to} (exclusive). */
  void run(int from, int to, boolean recording) {
    int done = from;
    for (NetworkBuilder.Stage stage : recording ? List.<NetworkBuilder.Stage>of() : plan.stages()) {
      if (stage.from() >= done && stage.to() <= to) {
        runAtOnce(done, stage.from(), false);
        runInSlices(stage);
        done = stage.to();
      }
    }
    runAtOnce(done, to, recording);
  }

  private void runAtOnce(int from, int to, boolean recording) {
    for (int i = from; i < to; i++) {
      Operation step = plan.steps().get(i);
      Optional<Kernel> both = recording || i + 1 == to ? Optional.empty() : step.fused();
      if (both.isPresent()) {
        i++;
      }
      run(step, both.orElse(recording ? step.operation() : step.inference()), recording);
    }
  }

  /**
   * Takes a few images at a time through all blocks of a stage, so that a tensor is still in the
   * processor's cache when the next step reads it.
   */
  private void runInSlices(NetworkBuilder.Stage stage) {
    long images = x.getShape().get(0);
    long widest = NetworkBuilder.EXPANSION * Float.BYTES * x.size() / images;
    long most = Math.max(1, plan.sliceBytes() / widest);
    if (most >= images) {
      runAtOnce(stage.from(), stage.to(), false);
      return;
    }
    NDList parts = new NDList();
    for (long from = 0; from < images; from += most) {
      try (NDArray slice = x.get(from + ":" + Math.min(images, from + most))) {
        Execution part = new Execution(plan, slice, null);
        part.runAtOnce(stage.from(), stage.to(), false);
        parts.add(part.current());
      }
    }
    if (!xPinned) {
      x.close();
    }
    try (parts) {
      replace(NDArrays.concat(parts));
    }
  }

  private void run(Operation step, Kernel operation, boolean recording) {
    if (step.residual() == Residual.KEEP) {
      residual = x;
      residualPinned = xPinned;
    }
    boolean mayOverwrite = !recording && !xPinned && x != residual;
    NDArray output = operation.apply(x, mayOverwrite);
    boolean outputPinned = output == x && xPinned;
    if (step.residual() == Residual.ADD) {
      boolean inPlace = !recording && !outputPinned;
      NDArray sum = inPlace ? output.addi(residual) : output.add(residual);
      if (sum != output && output != x) {
        output.close();
      }
      if (!residualPinned) {
        residual.close();
      }
      residual = null;
      output = sum;
      outputPinned = false;
    }
    if (output != x && !xPinned && x != residual) {
      x.close();
    }
    x = output;
    xPinned = outputPinned;
  }

  /** Keeps the current tensor from being overwritten or closed. */
  NDArray pin() {
    xPinned = true;
    return x;
  }

  /** Keeps the residual from being closed. */
  NDArray pinResidual() {
    residualPinned = true;
    return residual;
  }

  /** Goes on with another tensor; the former one is left to its owner. */
  void replace(NDArray other) {
    x = other;
    xPinned = false;
  }
}
