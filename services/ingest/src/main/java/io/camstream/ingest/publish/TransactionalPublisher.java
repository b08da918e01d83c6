package io.camstream.ingest.publish;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.ImageReference;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each list in one Kafka transaction. All instances of a bucket share one transactional id,
 * so a new publisher fences every older one, which can no longer commit.
 */
public final class TransactionalPublisher implements ReferencePublisher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalPublisher.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final Producer<String, byte[]> producer;
  private final Topics topics;
  private final Serializer<ImageReference> references;
  private final Serializer<DiscoveredObject> checkpoints;

  /**
   * Fences older publishers and aborts their open transactions.
   *
   * @param producer transactional; closed with this
   * @throws KafkaException if that does not succeed; then the producer is closed
   */
  public TransactionalPublisher(
      Producer<String, byte[]> producer, Topics topics, AvroSerdes serdes) {
    this.producer = producer;
    this.topics = topics;
    this.references = serdes.valueSerde(topics.images()).serializer();
    this.checkpoints = serdes.valueSerde(topics.discovered()).serializer();
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void publish(List<Discovery> discoveries) {
    producer.beginTransaction();
    try {
      discoveries.forEach(this::send);
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort();
      throw e;
    }
  }

  private void send(Discovery discovery) {
    String key = ImageKey.of(discovery.object().bucket(), discovery.object().key());
    String images = topics.images().name();
    String discovered = topics.discovered().name();
    producer.send(
        new ProducerRecord<>(images, key, references.serialize(images, discovery.reference())));
    producer.send(
        new ProducerRecord<>(
            discovered, key, checkpoints.serialize(discovered, discovery.checkpoint())));
  }

  /** Failures of single records surface in the commit, so their futures need not be looked at. */
  private void abort() {
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      // The next publisher settles what is left open.
      LOG.debug("The transaction could not be aborted", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
