package io.camstream.admin;

import io.camstream.platform.kafka.BatchTombstone;
import io.camstream.platform.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Plan of a reset.
 *
 * @param images by key of their records
 * @param until discovery time of the newest version that is deleted
 * @param underWay images with a reference that has no outcome yet
 */
record ResetPlan(String batch, Map<String, ImageTrace> images, Instant until, long underWay) {

  /**
   * Tombstones of each image, which belong together: one for ingest, and one for each topic that
   * holds an outcome of it. An image without an outcome gets one in the failures topic, since the
   * report must delete its row too.
   */
  List<List<ProducerRecord<String, byte[]>>> records(Topics topics) {
    return images.entrySet().stream()
        .map(image -> records(topics, image.getKey(), image.getValue()))
        .toList();
  }

  private List<ProducerRecord<String, byte[]>> records(
      Topics topics, String key, ImageTrace image) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    records.add(new ProducerRecord<>(topics.discovered().name(), key, null));
    if (image.isExplained()) {
      records.add(forgetting(topics.explanations().name(), key));
    }
    if (image.isFailed() || !image.isExplained()) {
      records.add(forgetting(topics.failures().name(), key));
    }
    return records;
  }

  private ProducerRecord<String, byte[]> forgetting(String topic, String key) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, null);
    new BatchTombstone(batch, until).addTo(record.headers());
    return record;
  }

  long explained() {
    return images.values().stream().filter(ImageTrace::isExplained).count();
  }

  long failed() {
    return images.values().stream()
        .filter(image -> image.isFailed() && !image.isExplained())
        .count();
  }
}
