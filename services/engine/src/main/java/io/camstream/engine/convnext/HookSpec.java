package io.camstream.engine.convnext;

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
public record HookSpec(
    List<Layer> layers, boolean gradients, boolean wholeNetwork, boolean closedForm) {

  public HookSpec {
    layers = List.copyOf(layers);
  }

  public static HookSpec nothing() {
    return new HookSpec(List.of(), false, false, true);
  }

  public static HookSpec activations(List<Layer> layers) {
    return new HookSpec(layers, false, false, true);
  }

  public static HookSpec gradients(List<Layer> layers) {
    return new HookSpec(layers, true, false, true);
  }
}
