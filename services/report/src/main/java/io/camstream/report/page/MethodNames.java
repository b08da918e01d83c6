package io.camstream.report.page;

import java.util.Map;

/** Names of the methods, as in the literature. */
final class MethodNames {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("gradcam", "Grad-CAM"),
          Map.entry("gradcampp", "Grad-CAM++"),
          Map.entry("layercam", "Layer-CAM"),
          Map.entry("hirescam", "HiResCAM"),
          Map.entry("xgradcam", "XGrad-CAM"),
          Map.entry("elementwise", "Grad-CAM element-wise"),
          Map.entry("eigencam", "Eigen-CAM"),
          Map.entry("eigengradcam", "EigenGrad-CAM"),
          Map.entry("segeigencam", "SegEigen-CAM"),
          Map.entry("kpcacam", "KPCA-CAM"),
          Map.entry("fem", "FEM"),
          Map.entry("scorecam", "Score-CAM"),
          Map.entry("ablationcam", "Ablation-CAM"),
          Map.entry("shapleycam", "Shapley-CAM"),
          Map.entry("finercam", "Finer-CAM"),
          Map.entry("refinecam", "Refine-CAM"),
          Map.entry("fullgrad", "FullGrad"),
          Map.entry("cam", "CAM"),
          Map.entry("smoothgradcampp", "Smooth Grad-CAM++"),
          Map.entry("sscam", "SS-CAM"),
          Map.entry("iscam", "IS-CAM"));

  private MethodNames() {}

  /** The name of a method id; the id itself if it has none. */
  static String of(String method) {
    return NAMES.getOrDefault(method, method);
  }
}
