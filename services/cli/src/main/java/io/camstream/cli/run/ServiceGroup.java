package io.camstream.cli.run;

import io.camstream.platform.service.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services that start and stop in parallel, each on a thread of its own. */
public final class ServiceGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);
  private static final long START_END_SECONDS = 20;
  private static final long CLOSE_SECONDS = 20;
  private static final long LOOK_MILLIS = 50;

  private final ExecutorService threads = Executors.newCachedThreadPool(ServiceGroup::thread);
  private final List<Service> services = new ArrayList<>();
  private final List<Future<?>> starts = new ArrayList<>();

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "service-group");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the service in the background. The group closes it. */
  public <S extends Service> S start(S service) {
    services.add(service);
    starts.add(threads.submit(service::start));
    return service;
  }

  /**
   * Waits until all have started.
   *
   * @throws RuntimeException if one does not start
   */
  public void awaitStarted() throws InterruptedException {
    for (Future<?> start : starts) {
      try {
        start.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Waits until the service is ready.
   *
   * @throws RuntimeException if one of the services stops before that
   */
  public void awaitReady(Service service) throws InterruptedException {
    while (!service.readiness().ready()) {
      requireRunning();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /**
   * Checks that all services run.
   *
   * @throws RuntimeException with the reason if one has stopped
   */
  public void requireRunning() throws InterruptedException {
    for (Service service : services) {
      if (service.awaitStopped(Duration.ZERO)) {
        throw new IllegalStateException(service.getClass().getSimpleName() + " has stopped");
      }
    }
  }

  @Override
  public void close() {
    awaitEnd(starts, START_END_SECONDS);
    List<Future<?>> closes = new ArrayList<>();
    services.forEach(service -> closes.add(threads.submit(service::close)));
    awaitEnd(closes, CLOSE_SECONDS);
    threads.shutdownNow();
  }

  private static void awaitEnd(List<Future<?>> tasks, long seconds) {
    for (Future<?> task : tasks) {
      try {
        task.get(seconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        LOG.debug("A service did not start or close cleanly", e);
      }
    }
  }
}
