package io.camstream.admin;

import com.google.common.base.Throwables;
import io.camstream.ingest.publish.BucketProducer;
import io.camstream.platform.error.Backoff;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that were derived from reading topics, as an atomic read and write among the
 * writers of a bucket: ingest, and commands like this one. All share one transactional id. A writer
 * that is fenced reads again and derives its records again.
 */
public final class BucketWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BucketWriter.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int RECORDS_AT_ONCE = 10_000;
  private static final int TRIES = 8;

  private final KafkaSettings kafka;
  private final String bucket;

  public BucketWriter(KafkaSettings kafka, String bucket) {
    this.kafka = kafka;
    this.bucket = bucket;
  }

  /** Derives the records to write, while all other writers are fenced. */
  public interface Conclusion {
    /**
     * Called again after this was fenced. Each list is written as a whole or not at all, one after
     * the other.
     */
    List<List<ProducerRecord<String, byte[]>>> conclude();
  }

  /**
   * Fences the others, asks for the conclusion, and writes it.
   *
   * @throws UserError if others keep fencing this
   */
  public void write(Conclusion conclusion) {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try (Producer<String, byte[]> producer = BucketProducer.create(kafka, bucket, ANSWER_LIMIT)) {
        producer.initTransactions();
        write(producer, conclusion.conclude());
        return;
      } catch (KafkaException e) {
        if (!isFenced(e)) {
          throw e;
        }
        LOG.info("Fenced by another writer of the bucket; reading again", e);
        LockSupport.parkNanos(backoff.next().toNanos());
      }
    }
    throw new UserError(
        "Ingest publishes without a pause and fences this command. Stop ingest, or try again later;"
            + " completed steps are kept.");
  }

  private static boolean isFenced(KafkaException failure) {
    return Throwables.getCausalChain(failure).stream()
        .anyMatch(
            cause ->
                cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException);
  }

  /**
   * Failures of single records surface in the commit, so their futures are not checked. Closing the
   * producer aborts an open transaction.
   */
  private static void write(
      Producer<String, byte[]> producer, List<List<ProducerRecord<String, byte[]>>> lists) {
    int waiting = 0;
    for (List<ProducerRecord<String, byte[]>> list : lists) {
      if (waiting == 0) {
        producer.beginTransaction();
      }
      list.forEach(producer::send);
      waiting += list.size();
      if (waiting >= RECORDS_AT_ONCE) {
        producer.commitTransaction();
        waiting = 0;
      }
    }
    if (waiting > 0) {
      producer.commitTransaction();
    }
  }
}
