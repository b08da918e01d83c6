package io.camstream.engine.network;

import ai.djl.ndarray.NDArray;
import io.camstream.engine.network.Step.Residual;
import java.util.List;

/**
 * What runs through the steps: the current tensor and the kept input of the current block. Closes
 * what is no longer needed, as early as it can; closing a handle does not free what a recorded
 * graph still needs.
 */
final class Flow {

  private NDArray x;
  private NDArray residual;
  private boolean xPinned;

  /**
   * @param x not closed by the flow
   * @param residual the kept input of the block in which the flow starts, not closed by it; or null
   */
  Flow(NDArray x, NDArray residual) {
    this.x = x;
    this.residual = residual;
    this.xPinned = true;
    this.residualPinned = true;
  }

  private boolean residualPinned;

  NDArray current() {
    return x;
  }

  NDArray residual() {
    return residual;
  }

  /** Runs steps {@code from} (inclusive) to {@code to} (exclusive). */
  void run(List<Step> steps, int from, int to, boolean recording) {
    for (Step step : steps.subList(from, to)) {
      run(step, recording);
    }
  }

  private void run(Step step, boolean recording) {
    if (step.residual() == Residual.KEEP) {
      residual = x;
      residualPinned = xPinned;
    }
    boolean mayOverwrite = !recording && !xPinned && x != residual;
    NDArray output = step.operation().apply(x, mayOverwrite);
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
