package io.camstream.engine.cam;

/**
 * Settings that a method may take into account when it is created.
 *
 * @param reduction how methods with one term per channel combine the terms
 * @param ablation value that Ablation-CAM writes into a channel
 * @param seed seed of the methods that draw random numbers
 */
public record MethodSettings(Reduction reduction, AblationValue ablation, long seed) {

  public static final MethodSettings DEFAULT =
      new MethodSettings(Reduction.SUM, AblationValue.ZERO, 0);
}
