package io.camstream.engine.cam;

import java.util.Optional;

/** Base of all methods whose map puts together one term for each channel. */
abstract class SumOfChannels implements CamMethod {

  private final MethodDescription description;
  private final Reduction reduction;

  SumOfChannels(MethodDescription description, Reduction reduction) {
    this.description = description;
    this.reduction = reduction;
  }

  @Override
  public final MethodDescription description() {
    return description;
  }

  @Override
  public final RawMap map(CamContext context) {
    return terms(context).reduce(reduction);
  }

  abstract ChannelContributions terms(CamContext context);

  @Override
  public final Optional<ChannelWeights> weights(CamContext context) {
    return reduction == Reduction.SUM ? uniformWeights(context) : Optional.empty();
  }

  /** Weights as {@link #weights} wants them, whatever the reduction. */
  Optional<ChannelWeights> uniformWeights(CamContext context) {
    return Optional.empty();
  }
}
