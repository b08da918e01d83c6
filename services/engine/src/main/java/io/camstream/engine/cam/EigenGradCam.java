package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Eigen-Grad-CAM: first principal component of gradient times activation. */
final class EigenGradCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("eigengradcam", "Eigen-Grad-CAM")
          .formula("first principal component of G ∘ A; its largest absolute value is positive")
          .source("pytorch-grad-cam 1.5.7 eigen_grad_cam.py")
          .cost("1 backward a class")
          .advice("Like Eigen-CAM, but class-specific and less noisy.")
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public RawMap map(CamContext context) {
    Features gradient = context.gradient();
    Features activation = context.activation();
    float[] product = new float[activation.values().length];
    for (int i = 0; i < product.length; i++) {
      product[i] = gradient.values()[i] * activation.values()[i];
    }
    return PrincipalComponent.of(activation.with(product));
  }
}
