package io.camstream.engine.microbenchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of each operation, all threads of the process together: what else runs on the
 * machine makes the time longer, but hardly this.
 */
public final class ProcessorTime implements InternalProfiler {

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long before;

  @Override
  public String getDescription() {
    return "Processor time of each operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = process.getProcessCpuTime();
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanoseconds = process.getProcessCpuTime() - before;
    double milliseconds = nanoseconds / TimeUnit.MILLISECONDS.toNanos(1);
    return List.of(
        new ScalarResult(
            "processor",
            milliseconds / result.getMetadata().getAllOps(),
            "ms/op",
            AggregationPolicy.AVG));
  }
}
