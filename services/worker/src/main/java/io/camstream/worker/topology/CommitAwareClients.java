package io.camstream.worker.topology;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka clients whose producers record each commit, and whose consumer applies back-pressure. Kafka
 * Streams has no hook for either: it calls a processor after a commit, but not with whether there
 * was one.
 */
final class CommitAwareClients implements KafkaClientSupplier {

  private final CommitCycles cycles;
  private final FullBuffers full;
  private final boolean exactlyOnce;

  CommitAwareClients(CommitCycles cycles, FullBuffers full, boolean exactlyOnce) {
    this.cycles = cycles;
    this.full = full;
    this.exactlyOnce = exactlyOnce;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return exactlyOnce ? new Transactional(config) : new Plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new HoldingConsumer(config, full);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  /** With exactly-once, records are durable when the transaction is committed. */
  private final class Transactional extends KafkaProducer<byte[], byte[]> {

    Transactional(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      cycles.current().committed();
    }
  }

  /** With at-least-once, records are durable when the brokers have acknowledged them. */
  private final class Plain extends KafkaProducer<byte[], byte[]> {

    Plain(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void flush() {
      super.flush();
      cycles.current().committed();
    }
  }
}
