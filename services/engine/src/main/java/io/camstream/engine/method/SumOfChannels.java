package io.camstream.engine.method;

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
  public final RawMap map(Evidence evidence) {
    return terms(evidence).reduce(reduction);
  }

  abstract Terms terms(Evidence evidence);

  @Override
  public final Optional<ChannelWeights> weights(Evidence evidence) {
    return reduction == Reduction.SUM ? uniformWeights(evidence) : Optional.empty();
  }

  /** Weights as {@link #weights} wants them, whatever the reduction. */
  Optional<ChannelWeights> uniformWeights(Evidence evidence) {
    return Optional.empty();
  }
}
