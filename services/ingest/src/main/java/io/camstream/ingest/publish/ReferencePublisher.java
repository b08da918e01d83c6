package io.camstream.ingest.publish;

import java.util.List;

/** Publishes lists of discoveries atomically. */
@FunctionalInterface
public interface ReferencePublisher {

  /**
   * Returns when the references and their checkpoints are committed.
   *
   * @throws org.apache.kafka.common.KafkaException if they are not, or if that is not known; then
   *     the publisher can't be used any more
   */
  void publish(List<Discovery> discoveries);
}
