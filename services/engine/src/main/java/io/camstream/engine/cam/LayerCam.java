package io.camstream.engine.cam;

/** Layer-CAM: each activation weighted by its own positive gradient. */
final class LayerCam extends PointwiseGradient {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("layercam", "Layer-CAM")
          .formula("Σ_k max(G_k, 0) ∘ A_k")
          .source("Jiang et al., IEEE TIP 2021, eq. 6; pytorch-grad-cam 1.5.7 layer_cam.py")
          .cost("1 backward a class")
          .advice("Finer than Grad-CAM at earlier layers; several layers can be fused.")
          .atLastBlock("Grad-CAM with the negative channel weights left out.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  LayerCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  double weight(double gradient) {
    return Math.max(gradient, 0);
  }
}
