package io.camstream.benchmarks;

/** Time and processor time of this process, without that of the thread that looks on. */
final class Stopwatch {

  private final long nanos = System.nanoTime();
  private final double process = BenchProcessorTime.ofThisProcess();
  private final double onlooker = BenchProcessorTime.ofThisThread();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  /** What has passed since the start, for each image. To be called by the thread that started. */
  Cost cost(long images) {
    double wall = (System.nanoTime() - nanos) / 1e6;
    double onlooking = BenchProcessorTime.ofThisThread() - onlooker;
    double cpu = BenchProcessorTime.ofThisProcess() - process - onlooking;
    return new Cost(images, wall / images, cpu / images);
  }
}
