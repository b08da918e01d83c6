package io.camstream.engine.quality;

/**
 * How far two methods agree on the predicted class at one layer.
 *
 * @param rankCorrelation Spearman's coefficient of the two maps after ReLU, −1..1
 */
public record Agreement(
    String layer, String firstMethod, String secondMethod, double rankCorrelation) {}
