package io.camstream.engine.cam;

import io.camstream.engine.cam.CamContext.BiasGradient;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.image.BilinearResize;

/** FullGrad: gradients of the input and of every convolution's bias. */
final class FullGrad implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("fullgrad", "FullGrad")
          .formula(
              "Σ_c ψ(|x_c ∂y/∂x_c|) + Σ over convolutions and channels of ψ(|b_k ∂y/∂out_k|), ψ = up-sampled and scaled to 0..1")
          .source("Srinivas and Fleuret, arXiv 1905.00780; pytorch-grad-cam 1.5.7 fullgrad_cam.py")
          .cost("1 backward a class through the whole network")
          .advice(
              "Fine, at the resolution of the input. Has no target layer. Only convolutions have biases here; LayerNorm, linear layers and GRN are left out, so that nothing adds up to the logit.")
          .needs(MethodDescription.Needs.WHOLE_NETWORK)
          .build();

  private static final float EPSILON = 1e-7f;

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public RawMap map(CamContext context) {
    int height = context.inputHeight();
    int width = context.inputWidth();
    double[] sum = new double[height * width];
    Features input = context.input();
    Features slopes = context.inputGradient();
    for (int k = 0; k < input.channels(); k++) {
      float[] product = new float[input.positions()];
      for (int p = 0; p < product.length; p++) {
        product[p] = input.at(p, k) * slopes.at(p, k);
      }
      add(sum, product, input.height(), input.width(), height, width);
    }
    for (BiasGradient layer : context.biasGradients()) {
      Features gradient = layer.gradient();
      for (int k = 0; k < gradient.channels(); k++) {
        float[] product = new float[gradient.positions()];
        for (int p = 0; p < product.length; p++) {
          product[p] = layer.bias()[k] * gradient.at(p, k);
        }
        add(sum, product, gradient.height(), gradient.width(), height, width);
      }
    }
    float[] map = new float[sum.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) sum[i];
    }
    return new RawMap(height, width, map, false, false);
  }

  /** Adds the absolute values, scaled to 0..1 and then resized. */
  private static void add(
      double[] sum, float[] product, int rows, int columns, int height, int width) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int p = 0; p < product.length; p++) {
      product[p] = Math.abs(product[p]);
      min = Math.min(min, product[p]);
      max = Math.max(max, product[p]);
    }
    for (int p = 0; p < product.length; p++) {
      product[p] = (product[p] - min) / (EPSILON + (max - min));
    }
    float[] resized = BilinearResize.resize(product, rows, columns, height, width);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += resized[i];
    }
  }
}
