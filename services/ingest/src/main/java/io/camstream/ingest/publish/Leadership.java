package io.camstream.ingest.publish;

/** A period in which this instance is the leader. */
public final class Leadership {
  private volatile boolean over;

  /** True while it leads. False is final. */
  public boolean isActive() {
    return !over;
  }

  void end() {
    over = true;
  }
}
