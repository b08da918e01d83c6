package io.camstream.engine.cam;

import java.util.OptionalInt;

/**
 * The map of one method, layer and class for one image, as {@link MapComputation} returns it.
 *
 * @param method the method that computed the map
 * @param layer the target layer's module path, as it was asked for; {@code pixel_values} for a
 *     method without a target layer
 * @param classIndex the class that is explained; empty if the method does not depend on the class
 * @param map the values at the layer's resolution
 */
public record LayerMap(
    MethodDescription method, String layer, OptionalInt classIndex, RawMap map) {}
