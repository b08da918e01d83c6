package io.camstream.platform.objectstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the store behaves when the server misbehaves. */
class MinioObjectStoreTest {
  private static final ObjectVersion VERSION =
      new ObjectVersion("bucket", "key", Optional.empty(), "etag");

  @Test
  void shouldTellThatNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (ObjectStore store = open("http://127.0.0.1:" + port)) {
      assertThatThrownBy(() -> store.list("bucket", "").count())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("list bucket 'bucket'");
      assertThatThrownBy(() -> store.head("bucket", "key"))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> store.put("bucket", "key", new byte[1], "text/plain"))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> store.get(VERSION, 10))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, StoreUnavailableException",
    "500, InternalError, StoreUnavailableException",
    "503, '', StoreUnavailableException",
    "403, AccessDenied, StoreDeniedException",
    "403, RequestTimeTooSkewed, StoreDeniedException",
    "507, XMinioStorageFull, StoreDeniedException",
    "404, NoSuchBucket, StoreDeniedException",
    "404, NoSuchKey, ObjectGoneException",
    "412, PreconditionFailed, ObjectChangedException",
    "400, KeyTooLongError, ObjectNameException"
  })
  void shouldTellWhatAnErrorMeans(int status, String code, String exception) throws IOException {
    String xml =
        code.isEmpty()
            ? ""
            : "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>";
    String answer =
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/xml\r\nContent-Length: "
            + xml.length()
            + "\r\nConnection: close\r\n\r\n"
            + xml;
    try (RawHttpServer server = new RawHttpServer(answer.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.get(VERSION, 100))
          .matches(e -> e.getClass().getSimpleName().equals(exception), exception)
          .hasMessageContaining("'bucket/key'");
    }
  }

  @Test
  void shouldNoticeABodyThatEndsEarly() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nETag: \"etag\"\r\nContent-Length: 100\r\n\r\nonly this";
    try (RawHttpServer server = new RawHttpServer(answer.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.get(VERSION, 1000))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void shouldBoundABodyOfUnknownLength() throws IOException {
    String answer =
        "HTTP/1.1 200 OK\r\nETag: \"etag\"\r\nConnection: close\r\n\r\n" + "x".repeat(5000);
    try (RawHttpServer server = new RawHttpServer(answer.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.get(VERSION, 1000))
          .isInstanceOf(ObjectTooLargeException.class);
      assertThat(store.get(VERSION, 5000).bytes()).hasSize(5000);
    }
  }

  @Test
  void shouldRefuseAnotherVersionEvenIfTheServerIgnoresTheCondition() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nETag: \"new\"\r\nContent-Length: 1\r\n\r\nx";
    try (RawHttpServer server = new RawHttpServer(answer.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.get(VERSION, 1000)).isInstanceOf(ObjectChangedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nETag: \"etag\"\r\nContent-Length: 9\r\n\r\nab"})
  void shouldNotWaitForEverForAServerThatHangs(String beginning) throws IOException {
    try (RawHttpServer server = RawHttpServer.hanging(beginning.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.get(VERSION, 100))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n<html>not a list</html>"})
  void shouldTakeNonsenseForAPassingError(String answer) throws IOException {
    try (RawHttpServer server = new RawHttpServer(answer.getBytes(US_ASCII));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.list("bucket", "").count())
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  @Test
  void shouldComeBackLaterForAnObjectThatHasNoETag() throws IOException {
    try (RawHttpServer server = listing(entry("half.png", ""));
        ObjectStore store = open(server.address())) {
      assertThatThrownBy(() -> store.list("bucket", "").count())
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("Can't list 'bucket/half.png': it has no ETag yet");
    }
  }

  @Test
  void shouldNotListTheFileThatS3ProxyIsStillWritingTo() throws IOException {
    String suffix = "-b72d05a0-3add-45d6-a8a6-692ed07b92f9";
    try (RawHttpServer server =
            listing(
                entry("half.png" + suffix, ""),
                entry("whole.png", "<ETag>abc</ETag>"),
                entry("whole.png" + suffix, "<ETag>abc</ETag>"));
        ObjectStore store = open(server.address())) {
      assertThat(store.list("bucket", "").map(StoredObject::key))
          .containsExactly("whole.png", "whole.png" + suffix);
    }
  }

  private static String entry(String key, String etag) {
    return "<Contents><Key>%s</Key><Size>7</Size>%s".formatted(key, etag)
        + "<LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>";
  }

  private static RawHttpServer listing(String... entries) throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><ListBucketResult><Name>bucket</Name><IsTruncated>false"
            + "</IsTruncated>%s</ListBucketResult>".formatted(String.join("", entries));
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(xml.length(), xml);
    return new RawHttpServer(answer.getBytes(US_ASCII));
  }

  @Test
  void shouldNameTheTrustStoreThatCanNotBeRead(@TempDir Path folder) {
    Path missing = folder.resolve("authority.pem");

    assertThatThrownBy(() -> open("https://127.0.0.1:1", missing.toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("camstream.store.truststore")
        .hasMessageContaining("authority.pem");
  }

  @Test
  void shouldNameAnEndpointThatIsNone() {
    assertThatThrownBy(() -> open("ftp://127.0.0.1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("camstream.store.endpoint")
        .hasMessageContaining("ftp://127.0.0.1");
  }

  private static ObjectStore open(String endpoint, String... truststore) {
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.store.endpoint", endpoint);
    settings.put("camstream.store.access-key", "a");
    settings.put("camstream.store.secret-key", "s");
    settings.put("camstream.store.read-timeout", "300ms");
    if (truststore.length > 0) {
      settings.put("camstream.store.truststore", truststore[0]);
    }
    return MinioObjectStore.create(SettingsLoader.of(settings).load(StoreSettings.class));
  }
}
