package io.camstream.chaos.run;

import io.camstream.chaos.check.CheckedSystem;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts images into the bucket, as a user would: evenly over some time, and again if it fails. */
public final class ImageFlow {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFlow.class);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final MinioClient client;
  private final String bucket;
  private final ImageFiles files;

  public ImageFlow(CheckedSystem.Store store, ImageFiles files) {
    this.client =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region("us-east-1")
            .credentials(store.accessKey(), store.secretKey())
            .build();
    client.setTimeout(5_000, 5_000, 5_000);
    this.bucket = store.images();
    this.files = files;
  }

  /** Puts the images from one number up to, but without, another. */
  public void put(int from, int to, Duration time) throws InterruptedException {
    long start = System.nanoTime();
    for (int number = from; number < to; number++) {
      long due = start + time.toNanos() * (number - from) / (to - from);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      put(files.key(number), files.content(number, 0));
    }
  }

  /** Puts other files in the place of these images. */
  public void overwrite(List<Integer> numbers) throws InterruptedException {
    for (int number : numbers) {
      put(files.key(number), files.content(number, 1));
    }
  }

  /** Key of an image. */
  public String key(int number) {
    return files.key(number);
  }

  private void put(String key, byte[] content) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        client.putObject(
            PutObjectArgs.builder().bucket(bucket).object(key).stream(
                    new ByteArrayInputStream(content), (long) content.length, -1L)
                .contentType("image/png")
                .build());
        return;
      } catch (MinioException | IllegalStateException e) {
        // The client answers a refused connection with the latter.
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the store does not come back", e);
        }
        LOG.debug("The store does not answer: {}", e.getMessage());
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
  }
}
