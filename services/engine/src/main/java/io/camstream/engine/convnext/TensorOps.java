package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/** The operations of a ConvNeXt on batches with the channels last: [N, H, W, C]. */
final class TensorOps {

  private static final int DEPTHWISE_PADDING = 3;

  private TensorOps() {}

  static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return Linear.linear(x, weight, bias).head();
  }

  /** Over the last axis. */
  static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    return LayerNorm.layerNorm(x, weight.getShape(), weight, bias, (float) epsilon).head();
  }

  /** 7×7, one filter a channel. The transposed views have the layout that oneDNN prefers. */
  static NDArray depthwise(NDArray x, NDArray weight, NDArray bias) {
    Shape one = new Shape(1, 1);
    Shape padding = new Shape(DEPTHWISE_PADDING, DEPTHWISE_PADDING);
    int channels = (int) weight.getShape().get(0);
    try (NDArray channelsFirst = x.transpose(0, 3, 1, 2);
        NDArray filtered =
            Conv2d.conv2d(channelsFirst, weight, bias, one, padding, one, channels).head()) {
      return filtered.transpose(0, 2, 3, 1);
    }
  }

  /**
   * Global response normalisation (ConvNeXt V2, arXiv 2301.00808, section 3.3) without its bias:
   * {@code x * (1 + weight * n)}, n the norm of each channel over the positions divided by the mean
   * of these norms.
   *
   * @param inPlace only without gradients
   */
  static NDArray globalResponseNorm(NDArray x, NDArray weight, double epsilon, boolean inPlace) {
    try (NDArray norms = inPlace ? norms(x) : x.norm(2, new int[] {1, 2}, true);
        NDArray mean = norms.mean(new int[] {3}, true);
        NDArray safeMean = mean.add((float) epsilon);
        NDArray share = norms.div(safeMean);
        NDArray weighted = share.mul(weight);
        NDArray factor = weighted.add(1f)) {
      return inPlace ? x.muli(factor) : x.mul(factor);
    }
  }

  /**
   * Of each channel over the positions, [N, 1, 1, C]. Faster than {@code norm}, which alone has a
   * gradient at zero, though.
   */
  private static NDArray norms(NDArray x) {
    Shape shape = x.getShape();
    try (NDArray squares = x.square();
        NDArray positions = squares.reshape(shape.get(0), -1, shape.get(3));
        NDArray sums = positions.sum(new int[] {1}, true);
        NDArray roots = sums.sqrt()) {
      return roots.reshape(shape.get(0), 1, 1, shape.get(3));
    }
  }

  /**
   * Squares of {@code size × size} pixels as rows [N, H/size, W/size, size·size·C], so that a
   * linear layer on them is a convolution without overlap. What is left over at the edges is
   * dropped.
   */
  static NDArray patchesOfChannelsLast(NDArray x, int size) {
    Shape shape = x.getShape();
    long rows = shape.get(1) / size;
    long columns = shape.get(2) / size;
    long channels = shape.get(3);
    NDArray even = x.get(":, :" + rows * size + ", :" + columns * size + ", :");
    try (even;
        NDArray split = even.reshape(shape.get(0), rows, size, columns, size, channels);
        NDArray ordered = split.transpose(0, 1, 3, 2, 4, 5)) {
      return ordered.reshape(shape.get(0), rows, columns, size * size * channels);
    }
  }

  /** The same of [N, C, H, W], with the channels outermost in each row. */
  static NDArray patchesOfChannelsFirst(NDArray x, int size) {
    Shape shape = x.getShape();
    long channels = shape.get(1);
    long rows = shape.get(2) / size;
    long columns = shape.get(3) / size;
    NDArray even = x.get(":, :, :" + rows * size + ", :" + columns * size);
    try (even;
        NDArray split = even.reshape(shape.get(0), channels, rows, size, columns, size);
        NDArray ordered = split.transpose(0, 2, 4, 1, 3, 5)) {
      return ordered.reshape(shape.get(0), rows, columns, channels * size * size);
    }
  }

  static Kernel activation(ModelConfig.Activation activation) {
    return switch (activation) {
      case GELU -> (x, inPlace) -> Activation.gelu(x);
      case GELU_TANH -> (x, inPlace) -> geluTanh(x);
      case RELU -> (x, inPlace) -> Activation.relu(x);
      case SILU -> (x, inPlace) -> Activation.swish(x, 1);
    };
  }

  private static NDArray geluTanh(NDArray x) {
    try (NDArray cube = x.pow(3);
        NDArray small = cube.mul(0.044715f);
        NDArray sum = x.add(small);
        NDArray inner = sum.mul((float) Math.sqrt(2 / Math.PI));
        NDArray tanh = inner.tanh();
        NDArray one = tanh.add(1f);
        NDArray half = x.mul(0.5f)) {
      return half.mul(one);
    }
  }
}
