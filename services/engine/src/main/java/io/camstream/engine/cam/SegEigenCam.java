package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Seg-Eigen-CAM: first principal component of absolute gradient times activation. */
final class SegEigenCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("segeigencam", "Seg-Eigen-CAM")
          .formula("first principal component of |G| ∘ A; its largest absolute value is positive")
          .source(
              "Chung and Ying, Appl. Sci. 2025, 15(13), 7562, eq. 13; pytorch-grad-cam 1.5.7 seg_eigen_cam.py")
          .cost("1 backward a class")
          .advice("Like Eigen-Grad-CAM; made for segmentation.")
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
      product[i] = Math.abs(gradient.values()[i]) * activation.values()[i];
    }
    return PrincipalComponent.of(activation.with(product));
  }
}
