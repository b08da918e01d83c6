package io.camstream.ingest.publish;

import java.util.List;

/** Takes what was discovered: all of a list or nothing of it. */
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
