package io.camstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.testkit.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

  @TempDir Path directory;

  @Test
  void shouldKeepTopicsRecordsAndAddressOverRestart() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      String address = broker.bootstrapServers();
      createTopic(broker);
      send(broker, "before");

      broker.restart();
      send(broker, "after");

      assertThat(broker.bootstrapServers()).isEqualTo(address).startsWith("127.0.0.1:");
      assertThat(read(broker, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void shouldKeepDataForTheNextBrokerOfTheDirectory() throws Exception {
    try (KafkaBroker first = KafkaBroker.start(directory)) {
      createTopic(first);
      send(first, "kept");
    }

    try (KafkaBroker second = KafkaBroker.start(directory)) {
      assertThat(read(second, 1)).containsExactly("kept");
    }
  }

  @Test
  void shouldComeBackFromWhatAKilledBrokerLeft() throws Exception {
    Path left = directory.resolve("left");
    try (KafkaBroker killed = KafkaBroker.start(directory.resolve("killed"))) {
      createTopic(killed);
      send(killed, "kept");
      copy(directory.resolve("killed"), left);
    }

    try (KafkaBroker next = KafkaBroker.start(left)) {
      assertThat(read(next, 1)).containsExactly("kept");
    }
  }

  @Test
  void shouldReplaceAKilledBrokerWithoutWaitingForItsSession() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      createTopic(broker);
      send(broker, "before");
      ProcessHandle killed = ProcessHandle.of(broker.pid()).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().get();
      assertThatThrownBy(broker::requireRunning)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The Kafka broker has ended");

      broker.restart();
      send(broker, "after");

      assertThat(read(broker, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void shouldGiveKafkasReasonWhenItDoesNotStart() {
    assertThatThrownBy(() -> KafkaBroker.start(directory, Map.of("num.io.threads", "none")))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("num.io.threads")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldKeepItsLogBesideItsDataWithoutThePassword() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      assertThat(Files.readString(directory.resolve("broker.log")))
          .contains("Kafka Server started")
          .doesNotContain(broker.password());
    }
  }

  /** The files of a broker that is running are those that it would leave if it were killed. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Test
  void shouldRefuseDirectoryOfARunningBroker() throws Exception {
    try (KafkaBroker running = KafkaBroker.start(directory)) {
      createTopic(running);
      assertThatThrownBy(() -> KafkaBroker.start(directory))
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use");
      send(running, "unharmed");
      assertThat(read(running, 1)).containsExactly("unharmed");
      assertThatCode(running::requireRunning).doesNotThrowAnyException();
    }
  }

  @Test
  void shouldNotMakeTopicsByChance() {
    KafkaBroker broker = SharedServers.get().broker();
    try (Admin admin = Admin.create(clients(broker))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("never-made")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void shouldRefuseClientsWithAWrongPassword() {
    KafkaBroker broker = SharedServers.get().broker();
    Map<String, Object> config = new HashMap<>(clients(broker));
    config.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"%s\" password=\"not-the-password\";".formatted(broker.user()));

    assertThatThrownBy(() -> clusterId(config))
        .hasCauseInstanceOf(SaslAuthenticationException.class)
        .hasMessageNotContainingAny("not-the-password", broker.password());
  }

  @Test
  void shouldRefuseClientsWithoutCredentials() {
    KafkaBroker broker = SharedServers.get().broker();

    assertThatThrownBy(() -> clusterId(anonymous("servers", broker.bootstrapServers())))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> clusterId(anonymous("controllers", broker.controllerAddress())))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  private static Map<String, Object> anonymous(String kind, String address) {
    return Map.of(
        "bootstrap." + kind, address, "default.api.timeout.ms", 2000, "request.timeout.ms", 1000);
  }

  private static String clusterId(Map<String, Object> config) throws Exception {
    try (Admin admin = Admin.create(config)) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static Map<String, Object> clients(KafkaBroker broker) {
    return broker.clientConfig();
  }

  private static void createTopic(KafkaBroker broker) throws Exception {
    try (Admin admin = Admin.create(clients(broker))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void send(KafkaBroker broker, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(clients(broker), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }
  }

  private static List<String> read(KafkaBroker broker, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(clients(broker), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      List<String> values = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < end) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
        records.forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
