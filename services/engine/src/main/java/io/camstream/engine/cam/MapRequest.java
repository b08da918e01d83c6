package io.camstream.engine.cam;

import io.camstream.engine.cam.MethodDescription.Needs;
import io.camstream.engine.convnext.HookSpec;
import io.camstream.engine.convnext.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The methods and target layers of a computation, resolved against a network.
 *
 * @param methods the methods to compute, in the order of the results
 * @param layers the target layers; at least one
 * @param named true if the user named the methods: a method that is not defined at a layer is then
 *     an error, otherwise it is left out
 * @param seed seed of the methods that draw random numbers
 */
public record MapRequest(List<CamMethod> methods, List<Layer> layers, boolean named, long seed) {

  public MapRequest {
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
  }

  /**
   * Methods that are defined at a layer.
   *
   * @throws IllegalArgumentException for a method that was named but is not defined there
   */
  List<CamMethod> methodsAt(Layer layer, LayerShape shape) {
    List<CamMethod> defined = new ArrayList<>();
    for (CamMethod method : methods) {
      Optional<String> objection = method.objection(shape);
      if (objection.isPresent() && named) {
        throw new IllegalArgumentException(
            "%s is not defined at layer %s: %s"
                .formatted(method.description().id(), layer.name(), objection.get()));
      }
      boolean hasLayer = method.description().needs() != Needs.WHOLE_NETWORK;
      if (hasLayer && objection.isEmpty()) {
        defined.add(method);
      }
    }
    return defined;
  }

  /** Methods that explain the whole network and have no target layer. */
  List<CamMethod> wholeNetworkMethods() {
    return methods.stream().filter(m -> m.description().needs() == Needs.WHOLE_NETWORK).toList();
  }

  /** What the forward pass must keep for the methods. */
  public HookSpec capture() {
    boolean gradients = methods.stream().anyMatch(m -> m.description().needs() == Needs.GRADIENT);
    return new HookSpec(layers, gradients, !wholeNetworkMethods().isEmpty(), true);
  }
}
