package io.camstream.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts servers in parallel. Closing it closes every server that has started, unless they were
 * {@link #handOver handed over}, so that a failure or an interrupt leaves none running.
 */
final class ParallelStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ParallelStart.class);
  private static final long END_LIMIT_SECONDS = 30;

  private final ExecutorService threads = Executors.newCachedThreadPool(ParallelStart::thread);
  private final List<Future<? extends AutoCloseable>> servers = new ArrayList<>();

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "embedded-server-start");
    thread.setDaemon(true);
    return thread;
  }

  <T extends AutoCloseable> Future<T> submit(Callable<T> start) {
    Future<T> server = threads.submit(start);
    servers.add(server);
    return server;
  }

  /** Waits for a server, or throws the reason why it did not start. */
  <T> T await(Future<T> server) {
    try {
      return server.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ServerStartException failure) {
        throw failure;
      }
      throw new ServerStartException(
          "An embedded server did not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStartException("The start of the embedded servers was interrupted", e);
    }
  }

  /** Passes the responsibility for closing the servers to the caller. */
  void handOver() {
    servers.clear();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("An embedded server is still starting after {} s", END_LIMIT_SECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    servers.stream().filter(Future::isDone).forEach(ParallelStart::closeStarted);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeStarted(Future<? extends AutoCloseable> server) {
    try {
      server.get().close();
    } catch (ExecutionException | CancellationException e) {
      LOG.debug("Nothing to close: it did not start", e);
    } catch (Exception e) {
      LOG.warn("An embedded server could not be closed", e);
    }
  }
}
