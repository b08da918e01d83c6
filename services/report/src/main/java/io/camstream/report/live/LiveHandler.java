package io.camstream.report.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectNameException;
import io.camstream.platform.objectstore.ObjectTooLargeException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.report.live.StoredFiles.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests:
 *
 * <pre>
 * GET  /?token=...                  keeps the token in a cookie, and goes to the list of batches
 * GET  /{bucket}/{key}              an object of the bucket of reports or of explanations
 * GET  /api/status                  what a page may do
 * GET  /api/events?batch=...        Server-Sent Events
 * PUT  /api/upload?batch=...&name=  a file for the bucket of images
 * POST /api/replay                  {"keys": [...]}: failed images, once more
 * </pre>
 */
final class LiveHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHandler.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String OBJECT_POLICY = "default-src 'none'; sandbox";
  private static final int MOST_REPLAYED = 10_000;
  private static final int LARGEST_QUESTION = 16 << 20;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  // A page of another origin can't send it: a browser asks first, and gets no leave.
  private static final String OWN_HEADER = "X-CamStream";

  private final StoredFiles files;
  private final LiveBuckets buckets;
  private final Token token;
  private final EventStreams events;
  private final Optional<Uploads> uploads;
  private final LiveActions actions;
  private final Semaphore replaying = new Semaphore(1);

  LiveHandler(
      StoredFiles files,
      LiveBuckets buckets,
      Token token,
      EventStreams events,
      Optional<Uploads> uploads,
      LiveActions actions) {
    this.files = files;
    this.buckets = buckets;
    this.token = token;
    this.events = events;
    this.uploads = uploads;
    this.actions = actions;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    secure(response);
    try {
      if (signsIn(request)) {
        signIn(request, response, callback);
      } else if (!isSignedIn(request)) {
        answer(
            response,
            callback,
            HttpStatus.UNAUTHORIZED_401,
            "Open the address that the report service has printed: it carries the token.");
      } else {
        route(request, response, callback);
      }
    } catch (ObjectGoneException | ObjectNameException e) {
      answer(response, callback, HttpStatus.NOT_FOUND_404, "There is no such file.");
    } catch (ObjectTooLargeException e) {
      answer(
          response,
          callback,
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "This file is too large to be served here. Get it from the store with an S3 client.");
    } catch (StoreException e) {
      LOG.debug("A page could not be served", e);
      answer(
          response,
          callback,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "The object store does not answer.");
    } catch (UserError e) {
      answer(response, callback, HttpStatus.CONFLICT_409, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.debug("A request failed", e);
      answer(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, "The request failed.");
    }
    return true;
  }

  private static void secure(Response response) {
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
    response.getHeaders().put("X-Frame-Options", "DENY");
    response.getHeaders().put("Content-Security-Policy", OBJECT_POLICY);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  // The token.

  private static boolean signsIn(Request request) {
    String query = request.getHttpURI().getQuery();
    return query != null && query.startsWith("token=");
  }

  private void signIn(Request request, Response response, Callback callback) {
    String candidate = request.getHttpURI().getQuery().substring("token=".length());
    if (!token.matches(candidate)) {
      answer(response, callback, HttpStatus.UNAUTHORIZED_401, "This token is not valid any more.");
      return;
    }
    Response.addCookie(
        response,
        HttpCookie.build(cookie(request), token.value())
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite(HttpCookie.SameSite.STRICT)
            .build());
    String path = request.getHttpURI().getPath();
    Response.sendRedirect(request, response, callback, path.equals("/") ? home() : path);
  }

  private String home() {
    return "/" + buckets.reports() + "/index.html";
  }

  private boolean isSignedIn(Request request) {
    String name = cookie(request);
    boolean byCookie =
        Request.getCookies(request).stream()
            .anyMatch(one -> one.getName().equals(name) && token.matches(one.getValue()));
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return byCookie
        || (header != null
            && header.startsWith("Bearer ")
            && token.matches(header.substring("Bearer ".length())));
  }

  // Cookies do not know ports, and two services may run on one machine.
  private static String cookie(Request request) {
    return "camstream-" + Request.getServerPort(request);
  }

  // Routes.

  private void route(Request request, Response response, Callback callback) throws IOException {
    String path = request.getHttpURI().getPath();
    String method = request.getMethod();
    if (path.equals("/")) {
      Response.sendRedirect(request, response, callback, home());
    } else if (path.startsWith("/api/")) {
      api(method + " " + path, request, response, callback);
    } else if (method.equals("GET") || method.equals("HEAD")) {
      object(path, request, response, callback);
    } else {
      answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Only GET is allowed here.");
    }
  }

  private void api(String route, Request request, Response response, Callback callback)
      throws IOException {
    boolean changes = !route.startsWith("GET ");
    if (changes && !request.getHeaders().contains(OWN_HEADER)) {
      answer(
          response,
          callback,
          HttpStatus.FORBIDDEN_403,
          "Requests that change something need the header " + OWN_HEADER + ".");
      return;
    }
    switch (route) {
      case "GET /api/status" -> json(response, callback, status());
      case "GET /api/events" -> events(request, response, callback);
      case "PUT /api/upload" -> upload(request, response, callback);
      case "POST /api/replay" -> replay(request, response, callback);
      default -> answer(response, callback, HttpStatus.NOT_FOUND_404, "There is no such page.");
    }
  }

  private Map<String, Object> status() {
    return Map.of(
        "upload", uploads.isPresent(),
        "uploadBytes", uploads.map(Uploads::limit).orElse(0L),
        "replay", actions.canReplay());
  }

  private void events(Request request, Response response, Callback callback) {
    if (!events.hasRoom()) {
      answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Too many pages are open.");
      return;
    }
    String folder = parameter(request, "folder");
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put("X-Accel-Buffering", "no");
    events.add(folder, response, callback);
  }

  private void upload(Request request, Response response, Callback callback) throws IOException {
    Optional<String> key =
        LivePaths.uploadKey(parameter(request, "batch"), parameter(request, "name"));
    if (uploads.isEmpty()) {
      answer(
          response,
          callback,
          HttpStatus.FORBIDDEN_403,
          "Uploads are off. Set camstream.live.uploads to allow them.");
      return;
    }
    if (key.isEmpty()) {
      answer(response, callback, HttpStatus.BAD_REQUEST_400, "This name can't be a key.");
      return;
    }
    if (request.getLength() > uploads.get().limit()) {
      tooLarge(response, callback);
      return;
    }
    Uploads.Outcome outcome;
    try (InputStream body = Content.Source.asInputStream(request)) {
      outcome = uploads.get().store(key.get(), body);
    }
    switch (outcome) {
      case STORED -> answer(response, callback, HttpStatus.CREATED_201, key.get());
      case TOO_LARGE -> tooLarge(response, callback);
      case EMPTY -> answer(response, callback, HttpStatus.BAD_REQUEST_400, "The file is empty.");
      case EXISTS ->
          answer(response, callback, HttpStatus.CONFLICT_409, "The batch has a file of this name.");
      case BUSY -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Too many files at once.");
      }
      default -> throw new IllegalStateException(outcome.name());
    }
  }

  private void tooLarge(Response response, Callback callback) {
    answer(
        response,
        callback,
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "The file is larger than %d bytes (camstream.live.upload-limit)."
            .formatted(uploads.map(Uploads::limit).orElse(0L)));
  }

  private void replay(Request request, Response response, Callback callback) throws IOException {
    if (!actions.canReplay()) {
      answer(
          response,
          callback,
          HttpStatus.FORBIDDEN_403,
          "This service can't replay. Use the command 'replay'.");
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    try (InputStream body = Content.Source.asInputStream(request)) {
      JsonNode question = JSON.readTree(body.readNBytes(LARGEST_QUESTION));
      question.path("keys").forEach(key -> keys.add(key.asText()));
    } catch (JsonProcessingException e) {
      answer(response, callback, HttpStatus.BAD_REQUEST_400, "This is no JSON.");
      return;
    }
    if (keys.isEmpty() || keys.size() > MOST_REPLAYED) {
      answer(
          response,
          callback,
          HttpStatus.BAD_REQUEST_400,
          "Name 1 to " + MOST_REPLAYED + " images as \"keys\".");
      return;
    }
    if (!replaying.tryAcquire()) {
      answer(response, callback, HttpStatus.CONFLICT_409, "Another replay is under way.");
      return;
    }
    try {
      json(response, callback, Map.of("replayed", actions.replay(keys)));
    } finally {
      replaying.release();
    }
  }

  private static String parameter(Request request, String name) {
    Fields fields = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    return Optional.ofNullable(fields.getValue(name)).orElse("");
  }

  // Objects.

  private void object(String path, Request request, Response response, Callback callback) {
    Optional<List<String>> segments = LivePaths.segments(path);
    boolean known =
        segments.isPresent()
            && segments.get().size() > 1
            && (segments.get().get(0).equals(buckets.reports())
                || segments.get().get(0).equals(buckets.explanations()));
    if (!known) {
      answer(response, callback, HttpStatus.NOT_FOUND_404, "There is no such file.");
      return;
    }
    String bucket = segments.get().get(0);
    String key = String.join("/", segments.get().subList(1, segments.get().size()));
    StoredObject object = files.head(bucket, key);
    String etag = "\"" + object.etag() + "\"";
    boolean hashed = bucket.equals(buckets.reports()) && isNamedByContent(key);
    response.getHeaders().put(HttpHeader.ETAG, etag);
    response
        .getHeaders()
        .put(
            HttpHeader.CACHE_CONTROL,
            hashed ? "private, max-age=31536000, immutable" : "private, no-cache");
    if (etag.equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    String range = request.getHeaders().get(HttpHeader.RANGE);
    boolean gzip = range == null && accepts(request, "gzip");
    Body body = files.body(object, gzip);
    boolean page = bucket.equals(buckets.reports()) && key.endsWith("index.html");
    if (page) {
      response.getHeaders().put("Content-Security-Policy", PAGE_POLICY);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.type());
    response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
    response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
    if (body.gzip()) {
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    write(body.bytes(), range, request.getMethod().equals("HEAD"), response, callback);
  }

  private static boolean isNamedByContent(String key) {
    return key.matches(".*/(data|blocks)/[a-z]+-[0-9a-f]+\\.js|(.*/)?app-[0-9a-f]+\\.(js|css)");
  }

  private static boolean accepts(Request request, String coding) {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    return accepted != null && accepted.contains(coding);
  }

  private static void write(
      byte[] bytes, String range, boolean head, Response response, Callback callback) {
    int from = 0;
    int to = bytes.length;
    Matcher wanted = RANGE.matcher(range == null ? "" : range);
    if (wanted.matches() && !(wanted.group(1).isEmpty() && wanted.group(2).isEmpty())) {
      long first = wanted.group(1).isEmpty() ? -1 : number(wanted.group(1));
      long last = wanted.group(2).isEmpty() ? bytes.length - 1 : number(wanted.group(2));
      from = (int) Math.min(bytes.length, first < 0 ? Math.max(0, bytes.length - last) : first);
      to = first < 0 ? bytes.length : (int) Math.min(bytes.length, last + 1);
      if (from >= to) {
        response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + bytes.length);
        answer(response, callback, HttpStatus.RANGE_NOT_SATISFIABLE_416, "No such range.");
        return;
      }
      response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_RANGE, "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
    } else {
      response.setStatus(HttpStatus.OK_200);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, to - from);
    response.write(
        true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes, from, to - from), callback);
  }

  private static long number(String digits) {
    return digits.length() > 15 ? Long.MAX_VALUE / 2 : Long.parseLong(digits);
  }

  // Answers.

  private static void json(Response response, Callback callback, Object value) throws IOException {
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(value)), callback);
  }

  private static void answer(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().remove(HttpHeader.CONTENT_ENCODING);
    response.write(true, ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), callback);
  }
}
