package io.camstream.ingest.publish;

import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSnapshotReader;
import io.camstream.schemas.DiscoveredObject;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what has been published from the compacted topic of discovered objects. Not thread-safe.
 *
 * <p>It must be opened after the publisher has fenced its predecessors, so that no other writer can
 * add records.
 */
public final class DiscoveryCheckpoint implements AutoCloseable {
  private final TopicSnapshotReader<DiscoveredObject> records;
  private final String bucket;

  /**
   * @param consumer sees committed records only and belongs to no group; closed with this
   * @param admin stays the caller's to close
   */
  public DiscoveryCheckpoint(
      Consumer<String, DiscoveredObject> consumer,
      Admin admin,
      Topic<DiscoveredObject> topic,
      String bucket) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    this.records = new TopicSnapshotReader<>(consumer, admin, List.of(partition));
    this.bucket = bucket;
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
   * Applies tombstones that a reset has written since the last call, so that the objects are
   * published again. Records of this instance are skipped: the newest of them may not be readable
   * yet, and an older one must not replace it.
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
    records.readOn(
        record -> {
          if (record.key().startsWith(bucket + "/")) {
            use.accept(record);
          }
        });
  }

  private String key(ConsumerRecord<String, DiscoveredObject> record) {
    return record.key().substring(bucket.length() + 1);
  }

  @Override
  public void close() {
    records.close();
  }
}
