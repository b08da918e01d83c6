package io.camstream.engine.quality;

/** A mean that is still growing. */
final class Mean {

  private double sum;
  private int count;

  void add(double value) {
    sum += value;
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** NaN where there is nothing. */
  double value() {
    return sum / count;
  }
}
