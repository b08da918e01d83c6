package io.camstream.standalone.bench;

/** Time and processor time of this process, without that of the thread that looks on. */
final class Stopwatch {

  private final long nanos = System.nanoTime();
  private final double process = ProcessorTime.ofThisProcess();
  private final double onlooker = ProcessorTime.ofThisThread();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  /** What has passed since the start, for each image. To be called by the thread that started. */
  Cost cost(long images) {
    double wall = (System.nanoTime() - nanos) / 1e6;
    double onlooking = ProcessorTime.ofThisThread() - onlooker;
    double cpu = ProcessorTime.ofThisProcess() - process - onlooking;
    return new Cost(images, wall / images, cpu / images);
  }
}
