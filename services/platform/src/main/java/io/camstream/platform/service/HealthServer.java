package io.camstream.platform.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camstream.platform.error.UserError;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * HTTP server of {@code /health/live} (200 as long as the process answers), {@code /health/ready}
 * (200 or 503, with the reason as text) and {@code /metrics} (Prometheus text format).
 */
public final class HealthServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 16;

  private final HttpServer server;
  private final ExecutorService executor;

  private HealthServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * @param meters served at {@code /metrics} if it is a {@link PrometheusMeterRegistry}
   * @throws UserError if it can't listen on the address
   */
  public static HealthServer start(
      HttpSettings settings, Supplier<Readiness> readiness, MeterRegistry meters) {
    InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
    HttpServer server;
    try {
      server = HttpServer.create(address, WAITING);
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          "Can't listen on "
              + settings.bind()
              + ":"
              + settings.port()
              + " ("
              + e.getMessage()
              + "). Set camstream.http.bind and camstream.http.port, or port 0 for any free one.",
          e);
    }
    ExecutorService executor = executor();
    server.setExecutor(executor);
    server.createContext("/health/live", exchange -> answer(exchange, "/health/live", 200, "live"));
    server.createContext(
        "/health/ready",
        exchange -> {
          Readiness now = readiness.get();
          answer(exchange, "/health/ready", now.ready() ? 200 : 503, now.reason());
        });
    if (meters instanceof PrometheusMeterRegistry prometheus) {
      server.createContext(
          "/metrics", exchange -> answer(exchange, "/metrics", 200, prometheus.scrape()));
    }
    server.start();
    return new HealthServer(server, executor);
  }

  /** The address that the server listens on. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static ExecutorService executor() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        task -> {
          Thread thread = new Thread(task, "camstream-http-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.CallerRunsPolicy());
  }

  private static void answer(HttpExchange exchange, String path, int status, String text)
      throws IOException {
    try (exchange) {
      // A context also matches everything below its path.
      boolean known = exchange.getRequestURI().getPath().equals(path);
      boolean get = exchange.getRequestMethod().equals("GET");
      byte[] body = (known && get ? text + "\n" : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(
          known ? get ? status : 405 : 404, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
