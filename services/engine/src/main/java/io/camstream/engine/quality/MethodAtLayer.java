package io.camstream.engine.quality;

import io.camstream.engine.ActivationMap;

/** What is evaluated. */
record MethodAtLayer(String method, String layer) {

  static MethodAtLayer of(ActivationMap map) {
    return new MethodAtLayer(map.method(), map.layer());
  }
}
