package io.camstream.engine.cam;

/**
 * What a user should know about a method; the table in docs/methods.md is made of these.
 *
 * @param id in file names, options and results
 * @param title as a paper would call it
 * @param formula of the map, in the notation of the documentation
 * @param source paper, and the code that the numbers are compared with
 * @param cost passes through the network for one image, beyond the one forward that all share
 * @param advice when to use it, or not to
 * @param atLastBlock with what it coincides at the last block, or how it is special there
 * @param dependsOnClass whether different classes have different maps
 * @param needs what it reads
 */
public record MethodDescription(
    String id,
    String title,
    String formula,
    String source,
    String cost,
    String advice,
    String atLastBlock,
    boolean dependsOnClass,
    Needs needs) {

  /** What must be prepared before a method can read its evidence. */
  public enum Needs {
    /** Activations only, or passes of its own. */
    ACTIVATION,
    /** Gradients at the target layer. */
    GRADIENT,
    /** Gradients at the input and at every convolution; has no target layer. */
    WHOLE_NETWORK
  }
}
