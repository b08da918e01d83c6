package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Eigen-Grad-CAM: first principal component of gradient times activation. */
final class EigenGradCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "eigengradcam",
          "Eigen-Grad-CAM",
          "first principal component of G ∘ A; its largest absolute value is positive",
          "pytorch-grad-cam 1.5.7 eigen_grad_cam.py",
          "1 backward a class",
          "Like Eigen-CAM, but class-specific and less noisy.",
          "",
          true,
          MethodDescription.Needs.GRADIENT);

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public RawMap map(CamContext evidence) {
    Features gradient = evidence.gradient();
    Features activation = evidence.activation();
    float[] product = new float[activation.values().length];
    for (int i = 0; i < product.length; i++) {
      product[i] = gradient.values()[i] * activation.values()[i];
    }
    return PrincipalComponent.of(activation.with(product));
  }
}
