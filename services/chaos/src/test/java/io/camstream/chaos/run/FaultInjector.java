package io.camstream.chaos.run;

import io.camstream.chaos.system.LiveSystem;
import io.camstream.chaos.system.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to the system what a schedule says. Faults of different processes overlap. */
public final class FaultInjector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultInjector.class);
  private static final int AT_ONCE = 6;

  private final LiveSystem system;
  private final List<Future<?>> blows = new ArrayList<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);

  public FaultInjector(LiveSystem system) {
    this.system = system;
  }

  /** Begins; the time of the faults is counted from now. */
  public void begin(List<Fault> faults) {
    for (Fault fault : faults) {
      long delay = fault.at().toMillis();
      blows.add(
          threads.schedule(
              () -> {
                inject(fault);
                return null;
              },
              delay,
              TimeUnit.MILLISECONDS));
    }
  }

  private void inject(Fault fault) throws InterruptedException {
    LOG.info("{} {} for {} ms", fault.kind(), fault.target(), fault.lasting().toMillis());
    Duration lasting = fault.lasting();
    switch (fault.kind()) {
      case KILL -> system.member(fault.target()).kill(lasting);
      case TERMINATE -> system.member(fault.target()).terminate(lasting);
      case PAUSE -> system.member(fault.target()).pause(lasting);
      case JOIN -> join(fault);
    }
    LOG.info("{} {} is over", fault.kind(), fault.target());
  }

  private void join(Fault fault) throws InterruptedException {
    Member visitor = system.addWorker(fault.target());
    TimeUnit.NANOSECONDS.sleep(fault.lasting().toNanos());
    visitor.terminate();
  }

  /** Waits until all faults are over and every member runs again. */
  public void await() throws InterruptedException {
    for (Future<?> blow : blows) {
      try {
        blow.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a fault could not be injected", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
