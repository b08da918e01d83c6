package io.camstream.platform.objectstore;

import io.camstream.platform.error.Quoted;
import io.minio.Http;
import io.minio.ListenBucketNotificationArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Subscribes to a bucket's notifications with MinIO's extension of S3. The MinIO client's own
 * method can't request keep-alive messages: it would take a lost connection for a quiet bucket, and
 * accumulate blanks while nothing is created.
 */
final class MinioListener extends MinioAsyncClient {
  private static final String CREATED = "s3:ObjectCreated:*";
  private static final String PING_SECONDS = "1";

  /** Long enough for several missed pings. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);

  private static final int NOT_IMPLEMENTED = 501;

  private MinioListener(MinioAsyncClient client) {
    super(client);
  }

  /**
   * @param http client whose connection pool, trust and limits are shared
   */
  static MinioListener create(StoreSettings settings, OkHttpClient http) {
    return new MinioListener(
        MinioAsyncClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentialsProvider(StoreCredentials.of(settings, http))
            .httpClient(http.newBuilder().readTimeout(SILENCE_LIMIT).build())
            .build());
  }

  /**
   * @return empty if the store has no notifications
   * @throws StoreException if it does not answer in time, or rejects the request
   */
  Optional<CreatedKeys> listen(String bucket) {
    String purpose = "listen to bucket " + Quoted.of(bucket);
    return StoreErrors.mapped(
        purpose,
        () -> {
          Response answer;
          try {
            answer = request(bucket);
          } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_IMPLEMENTED) {
              return Optional.empty();
            }
            throw e;
          }
          // Other stores answer the request with a listing.
          if (!answer.header("Content-Type", "").startsWith("text/event-stream")) {
            answer.close();
            return Optional.empty();
          }
          return Optional.of(new MinioCreatedKeys(purpose, answer));
        });
  }

  private Response request(String bucket) throws MinioException, IOException {
    Http.QueryParameters query =
        new Http.QueryParameters(
            "prefix", "", "suffix", "", "events", CREATED, "ping", PING_SECONDS);
    ListenBucketNotificationArgs args =
        ListenBucketNotificationArgs.builder()
            .bucket(bucket)
            .prefix("")
            .suffix("")
            .events(new String[] {CREATED})
            .build();
    try {
      return executeGetAsync(args, null, query).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MinioException problem) {
        throw problem;
      } else if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw e;
    }
  }
}
