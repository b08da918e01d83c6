package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.camstream.engine.convnext.Weights.Weight;

/** The end of the network on tensors: mean over the positions, LayerNorm, linear layer. */
record Head(
    NDArray normWeight,
    NDArray normBias,
    NDArray weight,
    NDArray bias,
    double epsilon,
    NDArray one) {

  static Head of(Checkpoint checkpoint, NDManager manager) {
    return new Head(
        tensor(checkpoint, manager, "layernorm.weight"),
        tensor(checkpoint, manager, "layernorm.bias"),
        tensor(checkpoint, manager, "classifier.weight"),
        tensor(checkpoint, manager, "classifier.bias"),
        checkpoint.model().layerNormEps(),
        manager.ones(new Shape(1)));
  }

  private static NDArray tensor(Checkpoint checkpoint, NDManager manager, String name) {
    Weight weight = checkpoint.weights().get(name);
    return manager.create(
        weight.float32().duplicate(), new Shape(weight.shape()), DataType.FLOAT32);
  }

  /** [N, H, W, C] of any precision to logits [N, K] in float32. */
  NDArray apply(NDArray last) {
    Shape shape = last.getShape();
    // DJL's toType ends a recorded graph; multiplying by a float32 tensor converts within it.
    try (NDArray single = last.mul(one);
        NDArray positions = single.reshape(shape.get(0), -1, shape.get(3));
        NDArray pooled = positions.mean(new int[] {1});
        NDArray normalised = TensorOps.layerNorm(pooled, normWeight, normBias, epsilon)) {
      return TensorOps.linear(normalised, weight, bias);
    }
  }
}
