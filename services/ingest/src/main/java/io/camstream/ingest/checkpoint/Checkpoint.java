package io.camstream.ingest.checkpoint;

import io.camstream.platform.topics.Topic;
import io.camstream.schemas.DiscoveredObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what has been published from the compacted topic of discovered objects. Not thread-safe.
 *
 * <p>It must be opened after the publisher has fenced its predecessors, so that nobody can add to
 * what is read.
 */
public final class Checkpoint implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(90);

  private final Consumer<String, DiscoveredObject> consumer;
  private final Admin admin;
  private final TopicPartition partition;
  private final String bucket;

  /**
   * @param consumer sees committed records only and belongs to no group; closed with this
   * @param admin stays the caller's to close
   */
  public Checkpoint(
      Consumer<String, DiscoveredObject> consumer,
      Admin admin,
      Topic<DiscoveredObject> topic,
      String bucket) {
    this.consumer = consumer;
    this.admin = admin;
    this.partition = new TopicPartition(topic.name(), 0);
    this.bucket = bucket;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /**
   * The newest version of each object that was ever published from the bucket.
   *
   * @throws KafkaException if the topic can't be read to its end
   */
  public PublishedVersions restore() {
    PublishedVersions published = new PublishedVersions();
    readToEnd(
        record -> {
          DiscoveredObject object = record.value();
          String key = key(record);
          if (object == null) {
            published.remove(key);
          } else {
            published.put(key, Optional.ofNullable(object.getVersionId()), object.getEtag());
          }
        });
    return published;
  }

  /**
   * Takes in that somebody has forgotten objects since the last reading, so that they will be
   * published again. Our own writes come back here too and are passed over: the newest of them may
   * not be readable yet, and an older one must not take its place.
   */
  public void applyForgotten(PublishedVersions published) {
    readToEnd(
        record -> {
          if (record.value() == null) {
            published.remove(key(record));
          }
        });
  }

  private void readToEnd(
      java.util.function.Consumer<ConsumerRecord<String, DiscoveredObject>> use) {
    long end = end();
    long lastPosition = -1;
    long deadline = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<String, DiscoveredObject> record : consumer.poll(POLL)) {
        if (record.key().startsWith(bucket + "/")) {
          use.accept(record);
        }
      }
      if (consumer.position(partition) != lastPosition) {
        lastPosition = consumer.position(partition);
        deadline = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("Topic " + partition.topic() + " can't be read to its end");
      }
    }
  }

  private String key(ConsumerRecord<String, DiscoveredObject> record) {
    return record.key().substring(bucket.length() + 1);
  }

  /**
   * The true end. A reader of committed records is told the first open transaction as the end, and
   * our own records may lie behind one of another bucket's ingest.
   */
  private long end() {
    try {
      return admin
          .listOffsets(
              Map.of(partition, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while talking to Kafka", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
