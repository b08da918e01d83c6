package io.camstream.engine.cam;

import java.util.Optional;

/**
 * A method of class activation mapping: the data of one image, layer and class in, one map out.
 *
 * <p>Implementations are immutable and keep nothing between calls. To add a method, write one class
 * and register it with one line in {@link CamMethods}.
 */
public interface CamMethod {

  /** What the method is; the same object on every call. */
  MethodDescription description();

  /**
   * Computes the map.
   *
   * @throws IllegalArgumentException where {@link #objection} has one
   */
  RawMap map(CamContext context);

  /**
   * The weights of the channels, if the map is their weighted sum of the activation and the weights
   * follow from a uniform gradient; then the map is made on the device, from these weights. Empty
   * where {@link #map} has to make it.
   */
  default Optional<ChannelWeights> weights(CamContext context) {
    return Optional.empty();
  }

  /** Why the method is not defined at a layer, as the end of a sentence; empty where it is. */
  default Optional<String> objection(LayerShape layer) {
    return Optional.empty();
  }
}
