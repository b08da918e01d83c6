package io.camstream.engine.network;

import java.util.List;

/**
 * What a forward pass keeps.
 *
 * @param layers whose activations can be asked for
 * @param gradients whether gradients at these layers can be asked for
 * @param wholeNetwork whether gradients at the input and at every convolution can be asked for
 * @param closedForm whether gradients at the last block come from the closed form; without it they
 *     are recorded as everywhere else, to check the one against the other
 */
public record Capture(
    List<Layer> layers, boolean gradients, boolean wholeNetwork, boolean closedForm) {

  public Capture {
    layers = List.copyOf(layers);
  }

  public static Capture nothing() {
    return new Capture(List.of(), false, false, true);
  }

  public static Capture activations(List<Layer> layers) {
    return new Capture(layers, false, false, true);
  }

  public static Capture gradients(List<Layer> layers) {
    return new Capture(layers, true, false, true);
  }
}
