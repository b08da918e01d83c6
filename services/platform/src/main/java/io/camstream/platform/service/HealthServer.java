package io.camstream.platform.service;

import io.camstream.platform.error.UserError;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP server of {@code /health/live} (200 as long as the process answers), {@code /health/ready}
 * (200 or 503, with the reason as text) and {@code /metrics} (Prometheus text format).
 *
 * <p>Clients are untrusted. A connection occupies no thread until its request is complete, is
 * closed after {@value #IDLE_MILLIS} ms without data, and after {@value #MAX_AGE_SECONDS} s in any
 * case. Above {@value #MAX_CONNECTIONS} connections, idle ones are closed after {@value
 * #CROWDED_IDLE_MILLIS} ms.
 */
public final class HealthServer implements AutoCloseable {
  private static final int MAX_THREADS = 8;
  private static final int MIN_THREADS = 2;
  private static final int ACCEPT_BACKLOG = 256;
  private static final int MAX_CONNECTIONS = 2_000;
  private static final int IDLE_MILLIS = 10_000;
  private static final int CROWDED_IDLE_MILLIS = 500;
  private static final int MAX_AGE_SECONDS = 120;
  private static final int MAX_HEADER_BYTES = 4 << 10;

  private final Server server;
  private final ServerConnector connector;

  private HealthServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts the server.
   *
   * @param meters the meters of {@code /metrics}, if they are a {@link PrometheusMeterRegistry}
   * @throws UserError if the address can't be bound
   */
  public static HealthServer start(
      HttpSettings settings, Supplier<Readiness> readiness, MeterRegistry meters) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("camstream-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    // Idle connections are kept alive by clients: waiting for them would delay every shutdown.
    server.setStopTimeout(0);
    ServerConnector connector = connector(server, settings);
    server.addConnector(connector);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
    server.setHandler(new Endpoints(readiness, meters));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new UserError(
          "Can't listen on %s:%d (%s). Set camstream.http.bind and camstream.http.port, or port 0 for any free one."
              .formatted(settings.bind(), settings.port(), e.getMessage()),
          e);
    }
    return new HealthServer(server, connector);
  }

  private static ServerConnector connector(Server server, HttpSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(ACCEPT_BACKLOG);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.addBean(new AgeLimit(connector));
    return connector;
  }

  /** The address that the server is bound to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the health server did not stop", e);
    }
  }

  /** Closes connections that clients keep busy by sending a byte now and then. */
  private record AgeLimit(ServerConnector connector) implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      connector
          .getScheduler()
          .schedule(
              () -> connection.getEndPoint().close(),
              Duration.ofSeconds(MAX_AGE_SECONDS).toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static final class Endpoints extends Handler.Abstract {
    private final Supplier<Readiness> readiness;
    private final MeterRegistry meters;

    Endpoints(Supplier<Readiness> readiness, MeterRegistry meters) {
      this.readiness = readiness;
      this.meters = meters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      boolean get = HttpMethod.GET.is(request.getMethod());
      switch (Request.getPathInContext(request)) {
        case "/health/live" -> answer(response, callback, get, HttpStatus.OK_200, "live");
        case "/health/ready" -> {
          Readiness now = readiness.get();
          int status = now.ready() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
          answer(response, callback, get, status, now.reason());
        }
        case "/metrics" -> {
          if (meters instanceof PrometheusMeterRegistry prometheus) {
            answer(response, callback, get, HttpStatus.OK_200, prometheus.scrape());
          } else {
            empty(response, callback, HttpStatus.NOT_FOUND_404);
          }
        }
        default -> empty(response, callback, HttpStatus.NOT_FOUND_404);
      }
      return true;
    }

    private static void answer(
        Response response, Callback callback, boolean get, int status, String text) {
      if (!get) {
        empty(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        return;
      }
      response.setStatus(status);
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
      Content.Sink.write(response, true, text + "\n", callback);
    }

    private static void empty(Response response, Callback callback, int status) {
      response.setStatus(status);
      callback.succeeded();
    }
  }
}
