package io.camstream.engine.cam;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * What users see of a method and what the computation must know about it. Figures, results, help,
 * reports and docs/methods.md read everything about a method from here.
 *
 * @param id name in file names, options and results; lower-case letters
 * @param title name as the paper writes it, for figures and tables
 * @param formula formula of the raw map, in the notation of docs/methods.md
 * @param source paper, and the implementation that the numbers are compared with
 * @param cost passes through the network for one image, beyond the forward pass that all methods
 *     share
 * @param slow whether the network runs at least once per channel of the layer
 * @param advice when to use the method, or why not to
 * @param atLastBlock which method it coincides with at the last block, or how it differs there;
 *     empty if there is nothing to say
 * @param fusion how the maps of several layers are fused, if the method defines it; empty if the
 *     user chooses
 * @param dependsOnClass whether different classes have different maps
 * @param needs what the forward pass must record for the method
 */
@RecordBuilder
public record MethodDescription(
    String id,
    String title,
    String formula,
    String source,
    String cost,
    boolean slow,
    String advice,
    String atLastBlock,
    Optional<Fusion> fusion,
    boolean dependsOnClass,
    Needs needs) {

  /** What the forward pass must record before a method can compute its map. */
  public enum Needs {
    /** Activations only; a method may run further passes of its own. */
    ACTIVATION,
    /** Gradients at the target layer. */
    GRADIENT,
    /** Gradients at the input and at every convolution. Such a method has no target layer. */
    WHOLE_NETWORK
  }

  /** Starts the description of a method that depends on the class and uses the user's fusion. */
  public static MethodDescriptionBuilder of(String id, String title) {
    return MethodDescriptionBuilder.builder()
        .id(id)
        .title(title)
        .atLastBlock("")
        .fusion(Optional.empty())
        .dependsOnClass(true);
  }
}
