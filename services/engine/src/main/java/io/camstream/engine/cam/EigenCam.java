package io.camstream.engine.cam;

/** Eigen-CAM: first principal component of the activations. */
final class EigenCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("eigencam", "Eigen-CAM")
          .formula("first principal component of A; its largest absolute value is positive")
          .source(
              "Muhammad and Yeasin, arXiv 2008.00299 (not centred there); pytorch-grad-cam 1.5.7 eigen_cam.py (centred; sign left to LAPACK)")
          .cost("none")
          .advice(
              "What the network sees, whatever the class: a cheap look at a layer. Does not explain a decision.")
          .dependsOnClass(false)
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public RawMap map(CamContext context) {
    return PrincipalComponent.of(context.activation());
  }
}
