package io.camstream.platform.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final AtomicReference<Readiness> readiness =
      new AtomicReference<>(Readiness.notReady("waiting for the object store"));
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private HealthServer server;

  @BeforeEach
  void start() {
    server = HealthServer.start(settings(0), readiness::get, meters);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldBeLiveAtOnce() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellReadinessAndItsReason() throws Exception {
    HttpResponse<String> before = get("/health/ready");
    readiness.set(Readiness.ready("running"));
    HttpResponse<String> after = get("/health/ready");

    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body()).isEqualTo("waiting for the object store\n");
    assertThat(after.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShowMetrics() throws Exception {
    meters.counter("camstream.test.things").increment(3);

    assertThat(get("/metrics").body()).contains("camstream_test_things_total 3.0");
  }

  @Test
  void shouldServeNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/health/ready/deeper").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(uri("/health/live"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  /** Each would hold a thread of a server that reads requests with blocking calls. */
  @Test
  void shouldBeLiveBesideAThousandRequestsThatAreNeverFinished() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
        idle.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHo".getBytes(US_ASCII));
        }
      }
      get("/health/live");
      long start = System.nanoTime();
      HttpResponse<String> live = get("/health/live");
      long millis = (System.nanoTime() - start) / 1_000_000;

      assertThat(live.statusCode()).isEqualTo(200);
      // The goal on a quiet machine is 100 ms; blocked threads would take seconds.
      assertThat(millis).isLessThan(2_000);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void shouldRefuseHeadersWithoutEnd() throws Exception {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      byte[] header = ("GET /health/live HTTP/1.1\r\nX: " + "x".repeat(8_000)).getBytes(US_ASCII);
      socket.getOutputStream().write(header);
      socket.setSoTimeout(5_000);

      byte[] answer = socket.getInputStream().readAllBytes();

      assertThat(new String(answer, US_ASCII)).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void shouldListenOnTheLoopbackAddressByDefault() {
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void shouldTellWhichPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () -> HealthServer.start(settings(taken.getLocalPort()), readiness::get, meters))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("camstream.http.port");
    }
  }

  private static HttpSettings settings(int port) {
    return SettingsLoader.of(Map.of("camstream.http.port", Integer.toString(port)))
        .load(HttpSettings.class);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
