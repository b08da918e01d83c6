package io.camstream.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.report.service.ReportKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until reports are complete. */
public final class ReportWatch {
  private static final long LARGEST_SUMMARY = 16 << 20;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 100;

  private final ObjectStore store;
  private final String bucket;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param store closed by the caller
   */
  public ReportWatch(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Waits until the reports of all batches are complete.
   *
   * @throws IllegalStateException if that takes too long
   */
  public void awaitComplete(List<BatchResult> batches) throws InterruptedException {
    for (BatchResult batch : batches) {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!complete(batch)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "The report of batch %s is not complete after %d s"
                  .formatted(Quoted.of(batch.batch()), LIMIT.toSeconds()));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** True if the summary, which is written last, counts every image of the batch. */
  private boolean complete(BatchResult batch) {
    try {
      StoredObject summary = store.head(bucket, ReportKeys.of(batch.batch(), ReportKeys.SUMMARY));
      byte[] content = store.get(summary.version(), LARGEST_SUMMARY).bytes();
      JsonNode counts = json.readTree(content).path("counts");
      return counts.path("explained").asLong() == batch.explained()
          && counts.path("failed").asLong() == batch.failed();
    } catch (ObjectGoneException | ObjectChangedException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("summary.json is not JSON", e);
    }
  }
}
