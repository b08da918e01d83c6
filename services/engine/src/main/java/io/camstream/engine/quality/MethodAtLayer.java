package io.camstream.engine.quality;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.cam.MethodDescription;

/** A method at a layer: the unit of an evaluation. */
record MethodAtLayer(MethodDescription description, String layer) {

  static MethodAtLayer of(ActivationMap map) {
    return new MethodAtLayer(map.description(), map.layer());
  }

  String method() {
    return description.id();
  }
}
