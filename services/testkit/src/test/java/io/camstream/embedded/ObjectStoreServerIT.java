package io.camstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.testkit.SharedServers;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreServerIT {
  @TempDir Path directory;

  @Test
  void shouldKeepObjectsCredentialsAndAddressOverRestart() throws Exception {
    try (ObjectStoreServer store =
        ObjectStoreServer.start(directory, EmbeddedOptions.temporary().minio())) {
      MinioClient client = client(store.endpoint(), store.accessKey(), store.secretKey());
      client.makeBucket(MakeBucketArgs.builder().bucket("kept").build());
      put(client, "folder/image.png", "pixels");

      store.restart();

      assertThat(get(client, "folder/image.png")).isEqualTo("pixels");
    }
  }

  @Test
  void shouldKeepSecretInFilesOfTheOwnerAlone() throws Exception {
    String secret;
    try (ObjectStoreServer store =
        ObjectStoreServer.start(directory, EmbeddedOptions.temporary().minio())) {
      secret = store.secretKey();
      assertThat(commandLine(store.pid())).doesNotContain(secret);
    }

    for (Path file : filesWith(secret)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo("rw-------");
    }
    assertThat(filesWith(secret)).isNotEmpty();
  }

  @Test
  void shouldRefuseWrongSecretAndUnsignedRequests() throws Exception {
    EmbeddedServers servers = SharedServers.get();
    MinioClient wrong = client(servers.storeEndpoint(), servers.accessKey(), "not-the-secret");

    assertThatThrownBy(() -> wrong.bucketExists(BucketExistsArgs.builder().bucket("any").build()))
        .isInstanceOf(ErrorResponseException.class);
    assertThat(unsignedRequest(servers.storeEndpoint()).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldBeMinioExactlyWhereAMinioProgramIsGiven() throws Exception {
    boolean given = EmbeddedOptions.temporary().minio().isPresent();

    HttpResponse<Void> answer = unsignedRequest(SharedServers.get().storeEndpoint());

    assertThat(answer.headers().firstValue("Server").equals(Optional.of("MinIO"))).isEqualTo(given);
  }

  private static String commandLine(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().commandLine().orElseThrow();
  }

  private List<Path> filesWith(String text) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpResponse<Void> unsignedRequest(URI endpoint) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.discarding());
  }

  private static MinioClient client(URI endpoint, String accessKey, String secretKey) {
    return MinioClient.builder()
        .endpoint(endpoint.toString())
        .credentials(accessKey, secretKey)
        .build();
  }

  private static void put(MinioClient client, String key, String text) throws Exception {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    client.putObject(
        PutObjectArgs.builder().bucket("kept").object(key).stream(
                new ByteArrayInputStream(content), (long) content.length, -1L)
            .build());
  }

  private static String get(MinioClient client, String key) throws Exception {
    try (InputStream content =
        client.getObject(GetObjectArgs.builder().bucket("kept").object(key).build())) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
