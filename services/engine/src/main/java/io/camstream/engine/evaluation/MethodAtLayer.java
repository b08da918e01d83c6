package io.camstream.engine.evaluation;

import io.camstream.engine.cam.ActivationMap;

/** What is evaluated. */
record MethodAtLayer(String method, String layer) {

  static MethodAtLayer of(ActivationMap map) {
    return new MethodAtLayer(map.method(), map.layer());
  }
}
