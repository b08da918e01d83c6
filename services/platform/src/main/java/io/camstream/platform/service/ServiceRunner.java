package io.camstream.platform.service;

import io.camstream.platform.error.UserError;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service as a process: health endpoints, shutdown hook, exit code. */
public final class ServiceRunner {
  /** Exit code of a service that stopped normally. */
  public static final int OK = 0;

  /** Exit code of a service that could not start, or failed. */
  public static final int FAILED = 1;

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  private ServiceRunner() {}

  /**
   * Starts the service, waits until it has stopped or the process receives a signal, and closes it.
   * Prints the message of a {@link UserError} to standard error.
   *
   * @return exit code of the process
   */
  public static int run(Service service, HttpSettings http, MeterRegistry meters) {
    Thread.setDefaultUncaughtExceptionHandler(ServiceRunner::threadDied);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(service, ended), "camstream-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return runToEnd(service, http, meters);
    } catch (RuntimeException e) {
      report(e);
      return FAILED;
    } finally {
      close(service);
      ended.countDown();
      removeHook(hook);
    }
  }

  /**
   * Ends the process after an error of the JVM outside the work on an image, such as out of memory,
   * since the state of the process is unknown. A supervisor restarts it.
   */
  private static void threadDied(Thread thread, Throwable failure) {
    LOG.error("Thread {} ended unexpectedly", thread.getName(), failure);
    if (failure instanceof VirtualMachineError) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static void report(RuntimeException failure) {
    Optional<UserError> mistake = UserErrors.in(failure);
    if (mistake.isPresent()) {
      LOG.debug("Stopped by a user error", failure);
      System.err.println("camstream: " + mistake.get().getMessage());
    } else {
      LOG.error("The service failed", failure);
      System.err.println("camstream: the service failed: " + failure + ". See the log.");
    }
  }

  private static int runToEnd(Service service, HttpSettings http, MeterRegistry meters) {
    try (ProcessMeters process = ProcessMeters.bind(service, meters);
        HealthPage ignored = HealthPage.open(service, http, meters)) {
      service.start();
      while (!service.awaitStopped(Duration.ofMinutes(1))) {
        LOG.debug("Running: {}", service.readiness());
      }
      return OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static void stop(Service service, CountDownLatch ended) {
    close(service);
    try {
      if (!ended.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The service did not stop within {}", STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Service service) {
    try {
      service.close();
    } catch (RuntimeException e) {
      LOG.warn("The service did not close cleanly", e);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The process is already shutting down", e);
    }
  }

  /** The health endpoints, unless the settings disable them. */
  private record HealthPage(HealthServer server) implements AutoCloseable {
    static HealthPage open(Service service, HttpSettings http, MeterRegistry meters) {
      if (http.port() < 0) {
        return new HealthPage(null);
      }
      HealthServer server = HealthServer.start(http, service::readiness, meters);
      LOG.info("Health and metrics at http:/{}/health/ready and /metrics", server.address());
      return new HealthPage(server);
    }

    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
    }
  }
}
