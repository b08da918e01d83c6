package io.camstream.engine;

import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.CamMethods;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.naming.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is asked for: which maps of which classes at which layers. Immutable; change one with the
 * {@code with…} methods.
 *
 * @param methods method ids in the order of the results; {@code all} stands for every method that
 *     is defined at the layers
 * @param classes which classes are explained
 * @param layers Hugging Face module paths with or without the model's prefix; empty for the last
 *     block
 * @param fusion how the final maps of several layers become one
 * @param smoothing of every map
 * @param normalisation the scale on which final maps are drawn
 * @param ablation what {@code ablationcam} puts in place of a channel
 * @param seed of the methods that draw random numbers; the same seed gives the same bits
 */
public record ExplanationOptions(
    List<String> methods,
    ClassSelection classes,
    List<String> layers,
    Fusion fusion,
    Smoothing smoothing,
    Normalisation normalisation,
    AblationValue ablation,
    long seed) {

  /** Stands for every method. */
  public static final String ALL_METHODS = "all";

  /** Grad-CAM, Grad-CAM++ and Layer-CAM of all classes at the last block. */
  public static final ExplanationOptions DEFAULT =
      new ExplanationOptions(
          List.of("gradcam", "gradcampp", "layercam"),
          ClassSelection.ALL,
          List.of(),
          Fusion.MEAN,
          Smoothing.NONE,
          Normalisation.PER_MAP,
          AblationValue.ZERO,
          0);

  /**
   * @throws IllegalArgumentException if a method does not exist, naming the nearest
   */
  public ExplanationOptions {
    methods = methods.stream().map(ExplanationOptions::canonical).distinct().toList();
    layers = layers.stream().distinct().toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("name at least one method, such as gradcam, or all");
    }
  }

  private static String canonical(String method) {
    String id = method.strip().toLowerCase(Locale.ROOT);
    id = id.equals("gradcam++") ? "gradcampp" : id;
    if (!id.equals(ALL_METHODS) && !CamMethods.ids().contains(id)) {
      List<String> valid = new ArrayList<>(CamMethods.ids());
      valid.add(ALL_METHODS);
      throw NearestName.unknown("method", method, valid);
    }
    return id;
  }

  /** With methods separated by commas, such as {@code gradcam,layercam}, or {@code all}. */
  public ExplanationOptions withMethods(String methods) {
    return withMethods(commaSeparated(methods));
  }

  public ExplanationOptions withMethods(List<String> methods) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  /** With {@code predicted}, {@code top3}, {@code all} or class names separated by commas. */
  public ExplanationOptions withClasses(String classes) {
    return withClasses(ClassSelection.parse(classes));
  }

  public ExplanationOptions withClasses(ClassSelection classes) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  /** With module paths separated by commas; an empty text means the last block. */
  public ExplanationOptions withLayers(String layers) {
    return withLayers(commaSeparated(layers));
  }

  public ExplanationOptions withLayers(List<String> layers) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  /** With {@code mean}, {@code max} or {@code product}. */
  public ExplanationOptions withFusion(String fusion) {
    return new ExplanationOptions(
        methods,
        classes,
        layers,
        constant("fusion", Fusion.class, fusion),
        smoothing,
        normalisation,
        ablation,
        seed);
  }

  /** With {@code none}, {@code aug} or {@code eigen}. */
  public ExplanationOptions withSmoothing(String smoothing) {
    return new ExplanationOptions(
        methods,
        classes,
        layers,
        fusion,
        constant("smoothing", Smoothing.class, smoothing),
        normalisation,
        ablation,
        seed);
  }

  /** With {@code per-map} or {@code per-image}. */
  public ExplanationOptions withNormalisation(String normalisation) {
    return new ExplanationOptions(
        methods,
        classes,
        layers,
        fusion,
        smoothing,
        constant("normalisation", Normalisation.class, normalisation),
        ablation,
        seed);
  }

  /** With {@code zero} or {@code grad-cam}. */
  public ExplanationOptions withAblation(String ablation) {
    return new ExplanationOptions(
        methods,
        classes,
        layers,
        fusion,
        smoothing,
        normalisation,
        constant("ablation value", AblationValue.class, ablation),
        seed);
  }

  public ExplanationOptions withSeed(long seed) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  public ExplanationOptions withFusion(Fusion fusion) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  public ExplanationOptions withSmoothing(Smoothing smoothing) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  public ExplanationOptions withNormalisation(Normalisation normalisation) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  public ExplanationOptions withAblation(AblationValue ablation) {
    return new ExplanationOptions(
        methods, classes, layers, fusion, smoothing, normalisation, ablation, seed);
  }

  private static List<String> commaSeparated(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** The constant of a name in lower case with hyphens. */
  private static <E extends Enum<E>> E constant(String what, Class<E> type, String name) {
    List<String> valid = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String option = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (option.equals(name.strip().toLowerCase(Locale.ROOT))) {
        return constant;
      }
      valid.add(option);
    }
    throw NearestName.unknown(what, name, valid);
  }
}
