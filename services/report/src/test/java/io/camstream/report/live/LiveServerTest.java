package io.camstream.report.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.InMemoryObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveServerTest {

  private static final LiveBuckets BUCKETS = new LiveBuckets("images", "explained", "reports");

  @TempDir Path scratch;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Set<String>> replayed = new AtomicReference<>();
  private LiveServer server;

  private final class Actions implements LiveActions {
    @Override
    public List<ServiceState> services() {
      return List.of(new ServiceState("worker", true, "running"));
    }

    @Override
    public boolean canReplay() {
      return true;
    }

    @Override
    public long replay(Set<String> imageKeys) {
      if (imageKeys.contains("images/none")) {
        throw new UserError("Ingest leaves no moment to write.");
      }
      replayed.set(imageKeys);
      return imageKeys.size();
    }
  }

  @BeforeEach
  void start() {
    put("reports/plate/index.html", "<html>page</html>");
    put("reports/plate/manifest.js", "camstream.manifest({});");
    put("reports/plate/data/rows-0123456789abcdef0123.js", "x".repeat(5_000));
    put("explained/plate/cell.svg", "<svg onload='alert(1)'/>");
    server = start(Map.of("uploads", "true", "upload-limit", "1KiB"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LiveServer start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("camstream.live.port", "0"));
    more.forEach((key, value) -> settings.put("camstream.live." + key, value));
    return LiveServer.start(
        SettingsLoader.of(settings).load(LiveSettings.class),
        store,
        BUCKETS,
        scratch,
        new Actions());
  }

  private void put(String path, String text) {
    int slash = path.indexOf('/');
    store.add(path.substring(0, slash), path.substring(slash + 1), text);
  }

  private String token() {
    return server.address().getQuery().substring("token=".length());
  }

  private HttpRequest.Builder request(String path) {
    URI address = server.address();
    return HttpRequest.newBuilder(
            URI.create("http://" + address.getHost() + ":" + address.getPort() + path))
        .header("Authorization", "Bearer " + token());
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void shouldShowNothingToThoseWhoDoNotKnowTheToken() {
    URI page = server.address().resolve("/reports/plate/index.html");
    for (HttpRequest request :
        List.of(
            HttpRequest.newBuilder(page).build(),
            HttpRequest.newBuilder(page).header("Authorization", "Bearer no").build(),
            HttpRequest.newBuilder(page).header("Cookie", "camstream-1=" + token()).build(),
            HttpRequest.newBuilder(page.resolve("/?token=" + token() + "x")).build(),
            HttpRequest.newBuilder(page.resolve("/api/status")).build())) {
      HttpResponse<String> response = send(request);
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).doesNotContain("page</html>");
    }
  }

  @Test
  void shouldTakeTheTokenOfThePrintedAddressIntoACookie() {
    HttpResponse<String> first = send(HttpRequest.newBuilder(server.address()).build());
    assertThat(first.statusCode()).isEqualTo(302);
    assertThat(header(first, "Location")).endsWith("/reports/index.html").doesNotContain("token");
    String cookie = header(first, "Set-Cookie");
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");

    HttpResponse<String> second =
        send(
            HttpRequest.newBuilder(server.address().resolve("/reports/plate/index.html"))
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .build());
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo("<html>page</html>");
  }

  @Test
  void shouldLetPagesRunTheirOwnScriptsAndObjectsNothing() {
    assertThat(header(get("/reports/plate/index.html"), "Content-Security-Policy"))
        .contains("script-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    HttpResponse<String> image = get("/explained/plate/cell.svg");
    assertThat(header(image, "Content-Security-Policy")).contains("sandbox");
    assertThat(header(image, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(image, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void shouldServeTheBucketsOfReportsAndExplanationsAlone() {
    put("images/plate/secret.png", "bytes");
    for (String path :
        List.of(
            "/images/plate/secret.png",
            "/reports/../images/plate/secret.png",
            "/reports/%2e%2e/images/plate/secret.png",
            "/reports/plate%2f..%2f..%2fimages/secret.png",
            "/reports/plate/%00",
            "/reports/plate/nothing.js",
            "/reports",
            "/reports//plate/index.html")) {
      assertThat(get(path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void shouldServeFoldersWhoseNamesHavePercentSigns() {
    put("reports/a%2Fb/index.html", "odd");

    assertThat(get("/reports/a%252Fb/index.html").body()).isEqualTo("odd");
  }

  @Test
  void shouldLetBrowsersKeepWhatNeverChanges() {
    HttpResponse<String> rows = get("/reports/plate/data/rows-0123456789abcdef0123.js");
    assertThat(header(rows, "Cache-Control")).contains("immutable");
    HttpResponse<String> manifest = get("/reports/plate/manifest.js");
    assertThat(header(manifest, "Cache-Control")).contains("no-cache");

    HttpResponse<String> again =
        get("/reports/plate/manifest.js", "If-None-Match", header(manifest, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void shouldCompressTextAndServeRanges() {
    String path = "/reports/plate/data/rows-0123456789abcdef0123.js";
    HttpResponse<String> compressed = get(path, "Accept-Encoding", "gzip");
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(Integer.parseInt(header(compressed, "Content-Length"))).isLessThan(500);

    HttpResponse<String> range = get(path, "Range", "bytes=10-19", "Accept-Encoding", "gzip");
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body()).hasSize(10);
    assertThat(header(range, "Content-Range")).isEqualTo("bytes 10-19/5000");
    assertThat(get(path, "Range", "bytes=-5").body()).hasSize(5);
    assertThat(get(path, "Range", "bytes=4990-").body()).hasSize(10);
    assertThat(get(path, "Range", "bytes=9000-").statusCode()).isEqualTo(416);
  }

  @Test
  void shouldTellPagesWhenTheirBatchHasChanged() throws IOException, InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<java.io.InputStream> events =
        client.send(request("/api/events?folder=plate").build(), BodyHandlers.ofInputStream());
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  lines.add(line);
                }
              } catch (IOException e) {
                lines.add("ended");
              }
            });
    reader.setDaemon(true);
    reader.start();
    assertThat(header(events, "Content-Type")).isEqualTo("text/event-stream");
    await().until(() -> lines.contains("event: report"));
    await().until(() -> lines.stream().anyMatch(line -> line.contains("\"worker\"")));
    long before = lines.stream().filter("event: report"::equals).count();

    put("reports/plate/manifest.js", "camstream.manifest({\"revision\":2});");

    await().until(() -> lines.stream().filter("event: report"::equals).count() > before);
  }

  @Test
  void shouldPutADroppedFileIntoTheBatch() {
    HttpResponse<String> response = upload("plate", "sub/cell 1.png", "pixels");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(store.text("images", "plate/sub/cell 1.png")).isEqualTo("pixels");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void shouldRefuseDroppedFilesThatAreTooLargeEmptyThereAlreadyOrOddlyNamed() throws IOException {
    put("images/plate/there.png", "old");

    assertThat(upload("plate", "big.png", "x".repeat(2_000)).statusCode()).isEqualTo(413);
    assertThat(
            send(uploadRequest("plate", "big.png")
                    .PUT(
                        BodyPublishers.ofInputStream(
                            () -> new java.io.ByteArrayInputStream(new byte[5_000])))
                    .build())
                .statusCode())
        .isEqualTo(413);
    assertThat(upload("plate", "empty.png", "").statusCode()).isEqualTo(400);
    assertThat(upload("plate", "there.png", "new").statusCode()).isEqualTo(409);
    for (String name : List.of("../a.png", "a//b.png", "/a.png", "a\\b.png", "a\u202eb.png", "")) {
      assertThat(upload("plate", name, "x").statusCode()).as(name).isEqualTo(400);
    }
    for (String batch : List.of("..", "a/b", "")) {
      assertThat(upload(batch, "a.png", "x").statusCode()).as(batch).isEqualTo(400);
    }
    assertThat(store.keys("images")).hasSize(1);
    assertThat(store.text("images", "plate/there.png")).isEqualTo("old");
    try (var left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldTakeNothingFromPagesOfOthersOrWhenUploadsAreOff() {
    HttpResponse<String> foreign =
        send(
            request("/api/upload?batch=plate&name=a.png")
                .PUT(BodyPublishers.ofString("x"))
                .build());
    assertThat(foreign.statusCode()).isEqualTo(403);

    server.close();
    server = start(Map.of());
    assertThat(get("/api/status").body()).contains("\"upload\":false");
    assertThat(upload("plate", "a.png", "x").statusCode()).isEqualTo(403);
  }

  @Test
  void shouldPutBackFailedImages() {
    HttpResponse<String> response = replay("{\"keys\":[\"images/plate/a.png\"]}");

    assertThat(response.body()).isEqualTo("{\"replayed\":1}");
    assertThat(replayed.get()).containsExactly("images/plate/a.png");
    assertThat(replay("{\"keys\":[]}").statusCode()).isEqualTo(400);
    assertThat(replay("{").statusCode()).isEqualTo(400);
    HttpResponse<String> refused = replay("{\"keys\":[\"images/none\"]}");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Ingest leaves no moment");
  }

  private HttpResponse<String> replay(String json) {
    return send(
        request("/api/replay")
            .header("X-CamStream", "page")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder uploadRequest(String batch, String name) {
    return request(
            "/api/upload?batch="
                + java.net.URLEncoder.encode(batch, StandardCharsets.UTF_8)
                + "&name="
                + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8))
        .header("X-CamStream", "page");
  }

  private HttpResponse<String> upload(String batch, String name, String text) {
    return send(uploadRequest(batch, name).PUT(BodyPublishers.ofString(text)).build());
  }
}
