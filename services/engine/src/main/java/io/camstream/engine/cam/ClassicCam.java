package io.camstream.engine.cam;

import java.util.Optional;

/** CAM: the classifier's own weights, with the final LayerNorm folded in. */
final class ClassicCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      MethodDescription.of("cam", "CAM")
          .formula("Σ_k w_k A_k, w_k = (v_k − mean v) / σ, v = γ ∘ W_c")
          .source("Zhou et al., arXiv 1512.04150, eq. 2; the fold of the LayerNorm (γ, σ) is ours")
          .cost("none")
          .advice("The original. Its mean over the positions is the logit, but for a constant.")
          .atLastBlock(
              "Grad-CAM without the term of the LayerNorm's own gradient. Defined here only.")
          .needs(MethodDescription.Needs.ACTIVATION)
          .build();

  ClassicCam(Reduction reduction) {
    super(DESCRIPTION, reduction);
  }

  @Override
  public Optional<String> objection(LayerShape layer) {
    return layer.lastBlock()
        ? Optional.empty()
        : Optional.of("it needs the layer that the classifier pools, the last block");
  }

  @Override
  ChannelContributions terms(CamContext context) {
    ChannelWeights weights = ChannelWeights.exact(context.linearWeights());
    return ChannelContributions.weighted(context.activation(), weights);
  }
}
