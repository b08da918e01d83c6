package io.camstream.platform.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry's HTTP side that can fail on demand: it knows no schema but those it is given. */
final class FakeRegistry implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int failureStatus = 503;
  private volatile String answer = "{\"id\":7}";

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void failNext(int times, int status) {
    failures.set(times);
    failureStatus = status;
  }

  void answerWith(String json) {
    answer = json;
  }

  int requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      exchange.getRequestBody().readAllBytes();
      boolean fail = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      String text = fail ? "{\"error_code\":50001,\"message\":\"failing\"}" : answer;
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(fail ? failureStatus : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
