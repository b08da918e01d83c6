package io.camstream.engine.explanation;

import io.camstream.engine.method.CamMethod;
import io.camstream.engine.method.CamMethods;
import io.camstream.engine.method.LayerShape;
import io.camstream.engine.method.MethodDescription.Needs;
import io.camstream.engine.method.Reduction;
import io.camstream.engine.network.Capture;
import io.camstream.engine.network.ConvNext;
import io.camstream.engine.network.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options with everything looked up: methods, layers, classes.
 *
 * @param named whether the methods were named, so that one that is not defined at a layer is an
 *     error; else it is left out
 */
record Request(
    ExplanationOptions options,
    ClassSelection classes,
    List<CamMethod> methods,
    List<Layer> layers,
    boolean named) {

  /**
   * @throws IllegalArgumentException for a layer or class that does not exist
   */
  static Request of(ExplanationOptions options, ConvNext network, List<String> classNames) {
    boolean all = options.methods().contains(ExplanationOptions.ALL_METHODS);
    boolean eigen = options.smoothing() == Smoothing.EIGEN;
    CamMethods.Settings settings =
        new CamMethods.Settings(
            eigen ? Reduction.PRINCIPAL_COMPONENT : Reduction.SUM,
            options.ablation(),
            options.seed());
    List<CamMethod> methods =
        (all ? CamMethods.ids() : options.methods())
            .stream().map(id -> CamMethods.create(id, settings)).toList();
    List<Layer> layers = new ArrayList<>();
    for (String name : options.layers()) {
      layers.add(network.layers().find(name));
    }
    if (layers.isEmpty()) {
      layers.add(network.layers().lastBlock());
    }
    ClassSelection classes = options.classes().checkedAgainst(classNames);
    return new Request(options, classes, methods, List.copyOf(layers), !all);
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

  Capture capture() {
    boolean gradients = methods.stream().anyMatch(m -> m.description().needs() == Needs.GRADIENT);
    return new Capture(layers, gradients, !wholeNetworkMethods().isEmpty(), true);
  }
}
