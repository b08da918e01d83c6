package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;

/** FEM: channels weighted by how often they are far above their mean. */
final class Fem implements CamMethod {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("fem", "FEM")
          .formula("Σ_k w_k A_k, w_k = share of positions with A_k > mean + 2 standard deviations")
          .source("Fuad et al., IPTA 2020, hal-02963298; pytorch-grad-cam 1.5.7 fem.py")
          .cost("none")
          .advice("What stands out in a layer, whatever the class.")
          .dependsOnClass(false)
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  private final double deviations;

  Fem() {
    this(2);
  }

  /**
   * @param deviations how many standard deviations above its mean a value stands out
   */
  Fem(double deviations) {
    this.deviations = deviations;
  }

  @Override
  public MethodDescription description() {
    return DESCRIPTION;
  }

  @Override
  public RawMap map(CamContext context) {
    Features activation = context.activation();
    ChannelWeights weights = ChannelWeights.exact(weights(activation, deviations));
    return ChannelContributions.weighted(activation, weights).reduce(Reduction.SUM);
  }

  private static double[] weights(Features activation, double deviations) {
    int positions = activation.positions();
    double[] means = activation.means();
    double[] weights = new double[activation.channels()];
    for (int k = 0; k < weights.length; k++) {
      double squares = 0;
      for (int p = 0; p < positions; p++) {
        double distance = activation.at(p, k) - means[k];
        squares += distance * distance;
      }
      double threshold = means[k] + deviations * Math.sqrt(squares / positions);
      int above = 0;
      for (int p = 0; p < positions; p++) {
        above += activation.at(p, k) > threshold ? 1 : 0;
      }
      weights[k] = (double) above / positions;
    }
    return weights;
  }
}
