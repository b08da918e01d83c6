package io.camstream.engine.cam;

import io.camstream.engine.convnext.Features;
import java.util.Arrays;
import java.util.Optional;

/**
 * Base of the methods {@code Σ_k f(G_k) ∘ A_k}: each activation is weighted by a function of its
 * own gradient. Where the gradient is the same at every position, the weight of a channel is {@code
 * f(G_k)}.
 */
abstract class PointwiseGradient extends SumOfChannels {

  PointwiseGradient(MethodDescription description, Reduction reduction) {
    super(description, reduction);
  }

  /** The weight of an activation, given the gradient at its position and channel. */
  abstract double weight(double gradient);

  @Override
  final ChannelContributions terms(CamContext context) {
    Features gradient = context.gradient();
    Features activation = context.activation();
    float[] terms = new float[activation.values().length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = (float) weight(gradient.values()[i]) * activation.values()[i];
    }
    return ChannelContributions.of(activation.with(terms));
  }

  @Override
  final Optional<ChannelWeights> uniformWeights(CamContext context) {
    return context
        .uniformGradient(Objective.LOGIT)
        .map(gradient -> Arrays.stream(gradient.values()).map(this::weight).toArray())
        .map(ChannelWeights::exact);
  }
}
