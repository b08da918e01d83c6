package io.camstream.engine.cam;

import java.util.Optional;

/** CAM: the classifier's own weights, with the final LayerNorm folded in. */
final class ClassicCam extends SumOfChannels {

  static final MethodDescription DESCRIPTION =
      new MethodDescription(
          "cam",
          "CAM",
          "Σ_k w_k A_k, w_k = (v_k − mean v) / σ, v = γ ∘ W_c",
          "Zhou et al., arXiv 1512.04150, eq. 2; the fold of the LayerNorm (γ, σ) is ours",
          "none",
          "The original. Its mean over the positions is the logit, but for a constant.",
          "Grad-CAM without the term of the LayerNorm's own gradient. Defined here only.",
          true,
          MethodDescription.Needs.ACTIVATION);

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
  ChannelContributions terms(CamContext evidence) {
    ChannelWeights weights = ChannelWeights.exact(evidence.linearWeights());
    return ChannelContributions.weighted(evidence.activation(), weights);
  }
}
