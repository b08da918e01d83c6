package io.camstream.ingest.publish;

/** The time in which this instance is the one active lister. */
public final class Leadership {
  private volatile boolean over;

  /** Whether it may still list. False is final. */
  public boolean isActive() {
    return !over;
  }

  void end() {
    over = true;
  }
}
