package io.camstream.engine.method;

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
}
