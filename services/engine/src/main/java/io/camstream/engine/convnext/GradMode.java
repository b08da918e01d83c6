package io.camstream.engine.convnext;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches recording of gradients for the calling thread and back. The mode belongs to a thread,
 * and is on in every new one. DJL's {@code GradientCollector} can't be used: one process may only
 * have one at a time.
 */
final class GradMode implements AutoCloseable {

  private final boolean before;

  private GradMode(boolean enabled) {
    this.before = JniUtils.isGradMode();
    JniUtils.setGradMode(enabled);
  }

  static GradMode off() {
    return new GradMode(false);
  }

  static GradMode on() {
    return new GradMode(true);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
