package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Optional;

/** KPCA-CAM: first component of a kernel PCA of the activations. */
final class KpcaCam implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("kpcacam", "KPCA-CAM")
          .formula(
              "first kernel principal component of centred A with tanh(⟨x, y⟩ / C + 1); its largest absolute value is positive")
          .source(
              "Karmani et al., arXiv 2410.00267; pytorch-grad-cam 1.5.7 kpca_cam.py with scikit-learn's KernelPCA")
          .cost("none")
          .advice(
              "Like Eigen-CAM; sees what is not linear. Grows with the square of the number of positions.")
          .dependsOnClass(false)
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  /** A matrix of 134 MB. */
  private static final int MAX_POSITIONS = 4096;

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<String> objection(LayerShape layer) {
    return layer.height() * layer.width() <= MAX_POSITIONS
        ? Optional.empty()
        : Optional.of("it can't handle more than " + MAX_POSITIONS + " positions");
  }

  @Override
  public RawMap map(CamContext context) {
    Features activation = context.activation();
    int positions = activation.positions();
    double[] kernel =
        PrincipalComponent.rowProducts(
            PrincipalComponent.centred(activation), positions, activation.channels());
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.tanh(kernel[i] / activation.channels() + 1);
    }
    centre(kernel, positions);
    TopEigenpair top = TopEigenpair.of(kernel, positions);
    double[] projection = new double[positions];
    for (int p = 0; p < positions; p++) {
      projection[p] = top.vector()[p] * Math.sqrt(Math.max(0, top.value()));
    }
    return PrincipalComponent.map(activation, projection, top);
  }

  /** Subtracts the means of rows and columns and adds the mean of all. */
  private static void centre(double[] kernel, int positions) {
    double[] means = new double[positions];
    double mean = 0;
    for (int p = 0; p < positions; p++) {
      for (int q = 0; q < positions; q++) {
        means[p] += kernel[p * positions + q] / positions;
      }
      mean += means[p] / positions;
    }
    for (int p = 0; p < positions; p++) {
      for (int q = 0; q < positions; q++) {
        kernel[p * positions + q] += mean - means[p] - means[q];
      }
    }
  }
}
