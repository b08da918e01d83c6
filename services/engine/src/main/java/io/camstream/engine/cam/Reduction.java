package io.camstream.engine.cam;

/** How the channels' terms of a method become one map. */
public enum Reduction {
  /** Their sum. */
  SUM,
  /** Their first principal component: pytorch-grad-cam's {@code eigen_smooth}. */
  PRINCIPAL_COMPONENT
}
