package io.camstream.engine;

import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.naming.NearestName;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which maps are computed, of which classes and at which layers, and how they become final maps.
 * Immutable; {@code with…} methods return a changed copy.
 *
 * @param catalog methods that can be requested
 * @param methods method ids in the order of the results; {@code all} stands for every method that
 *     is defined at the layers
 * @param classes which classes are explained
 * @param layers Hugging Face module paths with or without the model's prefix; empty for the last
 *     block
 * @param fusion how the final maps of several layers become one, unless the method defines it
 * @param smoothing smoothing of every map
 * @param normalisation scale of the final maps
 * @param ablation value that {@code ablationcam} writes into a channel
 * @param seed seed of the methods that draw random numbers; the same seed gives the same bits
 */
@RecordBuilder
public record ExplanationOptions(
    MethodCatalog catalog,
    List<String> methods,
    ClassSelection classes,
    List<String> layers,
    Fusion fusion,
    Smoothing smoothing,
    Normalisation normalisation,
    AblationValue ablation,
    long seed)
    implements ExplanationOptionsBuilder.With {

  /** Stands for every method. */
  public static final String ALL_METHODS = "all";

  /** Grad-CAM, Grad-CAM++ and Layer-CAM of all classes at the last block. */
  public static final ExplanationOptions DEFAULT =
      new ExplanationOptions(
          MethodCatalog.STANDARD,
          List.of("gradcam", "gradcampp", "layercam"),
          ClassSelection.ALL,
          List.of(),
          Fusion.MEAN,
          Smoothing.NONE,
          Normalisation.PER_MAP,
          AblationValue.ZERO,
          0);

  /**
   * @throws IllegalArgumentException if the catalog has no such method, naming the nearest, or if
   *     no method is named
   */
  public ExplanationOptions {
    List<String> known = catalog.ids();
    methods = methods.stream().map(method -> canonical(method, known)).distinct().toList();
    layers = layers.stream().distinct().toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("name at least one method, such as gradcam, or all");
    }
  }

  private static String canonical(String method, List<String> known) {
    String id = method.strip().toLowerCase(Locale.ROOT).replace("++", "pp");
    if (!id.equals(ALL_METHODS) && !known.contains(id)) {
      List<String> valid = new ArrayList<>(known);
      valid.add(ALL_METHODS);
      throw NearestName.unknown("method", method, valid);
    }
    return id;
  }

  /** Sets the methods, separated by commas, such as {@code gradcam,layercam}, or {@code all}. */
  public ExplanationOptions withMethods(String methods) {
    return withMethods(commaSeparated(methods));
  }

  /** Sets {@code predicted}, {@code top3}, {@code all} or class names separated by commas. */
  public ExplanationOptions withClasses(String classes) {
    return withClasses(ClassSelection.parse(classes));
  }

  /** Sets the layers as module paths separated by commas; an empty text means the last block. */
  public ExplanationOptions withLayers(String layers) {
    return withLayers(commaSeparated(layers));
  }

  private static List<String> commaSeparated(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
