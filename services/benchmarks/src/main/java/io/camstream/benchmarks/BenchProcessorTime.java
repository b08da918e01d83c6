package io.camstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time, user and system, in milliseconds. */
final class BenchProcessorTime {

  private BenchProcessorTime() {}

  /** Of all threads of this process since it started. */
  static double ofThisProcess() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e6;
  }

  /** Of the calling thread. */
  static double ofThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
  }

  /** Processor time of another process and its descendants, as far as the system reports it. */
  static double of(ProcessHandle process) {
    double below = process.descendants().mapToDouble(BenchProcessorTime::alone).sum();
    return alone(process) + below;
  }

  private static double alone(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e6;
  }
}
