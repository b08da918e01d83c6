package io.camstream.engine.cam;

import java.util.Optional;

/** RefineCAM: Grad-CAM++ at each layer; the final maps are multiplied (FinalMaps). */
final class RefineCam extends GradCamPlusPlus {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("refinecam", "RefineCAM")
          .formula("Π over the layers of the final Grad-CAM++ maps")
          .source("arXiv 2605.14641; pytorch-grad-cam 1.5.7 refine_cam.py")
          .cost("1 backward a class")
          .advice(
              "Several layers: keeps what all agree on, and so sharpens the late one with the early ones. Name layers of different stages.")
          .atLastBlock("With one layer it is Grad-CAM++.")
          .fusion(Optional.of(Fusion.PRODUCT))
          .needs(MethodDescription.Needs.GRADIENT)
          .build();

  RefineCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }
}
