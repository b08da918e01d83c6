package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.embedded.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading behind a transaction that is open, with a separate broker, which is stopped. */
class TopicSnapshotReaderIT {
  private static final String TOPIC = "committed";
  private static final int CALL_LIMIT_MILLIS = 3_000;

  @TempDir Path directory;

  private KafkaBroker broker;
  private Admin admin;
  private KafkaProducer<String, String> producer;
  private TopicSnapshotReader<String> records;
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstRead = new CountDownLatch(1);

  @BeforeEach
  void beginAfterOneThatIsCommitted() throws Exception {
    broker = KafkaBroker.start(directory);
    Map<String, Object> client = new HashMap<>(broker.clientConfig());
    client.put("default.api.timeout.ms", CALL_LIMIT_MILLIS);
    client.put("request.timeout.ms", CALL_LIMIT_MILLIS);
    admin = Admin.create(client);
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    Map<String, Object> transactional = new HashMap<>(broker.clientConfig());
    transactional.put("transactional.id", "open");
    producer = new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, "first"));
    producer.commitTransaction();
    client.put("isolation.level", "read_committed");
    records =
        new TopicSnapshotReader<>(
            new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer()),
            admin,
            List.of(new TopicPartition(TOPIC, 0)));
  }

  @AfterEach
  void close() {
    records.close();
    producer.close(Duration.ZERO);
    admin.close();
    broker.close();
  }

  @Test
  void shouldReadBehindATransactionOnceItIsAborted() throws Exception {
    CompletableFuture<Void> reading = readWhileATransactionIsOpen();

    assertThat(reading).isNotDone();
    producer.abortTransaction();

    reading.get(60, TimeUnit.SECONDS);
    assertThat(read).containsExactly("first");
  }

  @Test
  void shouldSaySoonThatTheBrokerIsGoneWhileATransactionIsOpen() throws Exception {
    CompletableFuture<Void> reading = readWhileATransactionIsOpen();

    broker.stop();

    assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("listOffsets");
  }

  private CompletableFuture<Void> readWhileATransactionIsOpen() throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, "second")).get();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(this::readOn);
    assertThat(firstRead.await(60, TimeUnit.SECONDS)).isTrue();
    return reading;
  }

  private void readOn() {
    records.readOn(
        record -> {
          read.add(record.value());
          firstRead.countDown();
        });
  }
}
