package io.camstream.engine.convnext;

/**
 * A layer whose output can be explained.
 *
 * @param name as the user asked for it, or the full module path
 * @param step index of the step whose output it is; -1 for the pixels
 */
public record Layer(String name, int step) {

  /** The network's input, for methods without a target layer. */
  static final Layer PIXELS = new Layer("pixel_values", -1);

  /** The name of the input in results. */
  public static String inputName() {
    return PIXELS.name();
  }
}
