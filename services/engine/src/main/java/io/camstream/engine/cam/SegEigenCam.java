package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** Seg-Eigen-CAM: first principal component of absolute gradient times activation. */
final class SegEigenCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "segeigencam",
          "Seg-Eigen-CAM",
          "first principal component of |G| ∘ A; its largest absolute value is positive",
          "Chung and Ying, Appl. Sci. 2025, 15(13), 7562, eq. 13; pytorch-grad-cam 1.5.7 seg_eigen_cam.py",
          "1 backward a class",
          "Like Eigen-Grad-CAM; made for segmentation.",
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
      product[i] = Math.abs(gradient.values()[i]) * activation.values()[i];
    }
    return PrincipalComponent.of(activation.with(product));
  }
}
