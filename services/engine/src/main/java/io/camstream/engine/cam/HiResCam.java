package io.camstream.engine.cam;

/** HiResCAM: gradient times activation, position by position. */
final class HiResCam extends PointwiseGradient {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("hirescam", "HiResCAM")
          .formula("Σ_k G_k ∘ A_k")
          .source("Draelos and Carin, arXiv 2011.08891, eq. 4; pytorch-grad-cam 1.5.7 hirescam.py")
          .cost("1 backward a class")
          .advice(
              "Faithful where a layer leads straight to the classifier. Never at the end of stages 0 to 2 or at a dwconv: nil there.")
          .atLastBlock("Coincides with Grad-CAM.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  HiResCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  double weight(double gradient) {
    return gradient;
  }
}
