package io.camstream.engine.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * What every reader of foreign bytes must keep, whatever they are: a bound of processor time and of
 * allocated memory, both of the calling thread. Exceptions that the reader documents are for the
 * target to catch; any other one is a finding.
 */
public final class FuzzOracle {

  private FuzzOracle() {}

  /** Work on foreign bytes. */
  @FunctionalInterface
  public interface Work {
    void run();
  }

  /**
   * @param time most processor time; several times what the largest legitimate input takes
   * @param bytes most memory that is allocated, garbage included
   * @throws AssertionError if the work takes more
   */
  public static void check(Duration time, long bytes, Work work) {
    if (excess(time, bytes, work).isPresent()) {
      // The first time, classes are loaded and instrumented, so only the second counts.
      excess(time, bytes, work)
          .ifPresent(
              excess -> {
                throw new AssertionError(excess);
              });
    }
  }

  private static Optional<String> excess(Duration time, long bytes, Work work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long bytesBefore = threads.getThreadAllocatedBytes(thread);
    long timeBefore = threads.getCurrentThreadCpuTime();
    work.run();
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - timeBefore);
    long allocated = threads.getThreadAllocatedBytes(thread) - bytesBefore;
    if (taken.compareTo(time) > 0) {
      return Optional.of("took " + taken.toMillis() + " ms of processor time");
    }
    return allocated > bytes
        ? Optional.of("allocated " + allocated + " bytes, at most " + bytes)
        : Optional.empty();
  }
}
