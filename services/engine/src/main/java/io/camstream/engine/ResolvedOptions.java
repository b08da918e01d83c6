package io.camstream.engine;

import io.camstream.engine.cam.CamMethod;
import io.camstream.engine.cam.MapRequest;
import io.camstream.engine.cam.MethodSettings;
import io.camstream.engine.cam.Reduction;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Options whose methods, layers and classes are resolved against a model.
 *
 * @param options as the caller gave them
 * @param classes the classes to explain, checked against the model's
 * @param maps the methods and target layers
 */
record ResolvedOptions(ExplanationOptions options, ClassSelection classes, MapRequest maps) {

  /**
   * @throws IllegalArgumentException for a layer or class that does not exist
   */
  static ResolvedOptions of(ExplanationOptions options, ConvNext network, List<String> classNames) {
    boolean all = options.methods().contains(ExplanationOptions.ALL_METHODS);
    boolean eigen = options.smoothing() == Smoothing.EIGEN;
    MethodSettings settings =
        new MethodSettings(
            eigen ? Reduction.PRINCIPAL_COMPONENT : Reduction.SUM,
            options.ablation(),
            options.seed());
    List<CamMethod> methods =
        (all ? options.catalog().ids() : options.methods())
            .stream().map(id -> options.catalog().create(id, settings)).toList();
    List<Layer> layers = new ArrayList<>();
    for (String name : options.layers()) {
      layers.add(network.layers().find(name));
    }
    if (layers.isEmpty()) {
      layers.add(network.layers().lastBlock());
    }
    return new ResolvedOptions(
        options,
        options.classes().checkedAgainst(classNames),
        new MapRequest(methods, layers, !all, options.seed()));
  }
}
