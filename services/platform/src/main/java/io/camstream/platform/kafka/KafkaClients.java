package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates Kafka clients from the settings. The caller closes them. */
public final class KafkaClients {
  private KafkaClients() {}

  /**
   * Properties of every client: brokers and security. They contain secrets, of a type that prints
   * as {@code [hidden]}.
   *
   * @return a new, mutable map
   * @throws UserError if the security settings contradict each other
   */
  public static Map<String, Object> common(KafkaSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.putAll(KafkaSecurity.config(settings.security()));
    settings.client().ifPresent(further -> config.putAll(properties(further)));
    return config;
  }

  private static Map<String, Object> properties(Secret lines) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(lines.reveal()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> config = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> config.put(name, shielded(name, properties.getProperty(name))));
    return config;
  }

  /** Wraps a value that may be secret, so that it prints as {@code [hidden]}. */
  private static Object shielded(String name, String value) {
    return name.contains("password") || name.contains("secret") || name.contains("jaas")
        ? new Password(value)
        : value;
  }

  /** Creates an admin client whose calls time out after 30 seconds. */
  public static Admin admin(KafkaSettings settings) {
    return admin(settings, Duration.ofSeconds(30));
  }

  /**
   * @param limit timeout of a call
   */
  public static Admin admin(KafkaSettings settings, Duration limit) {
    Map<String, Object> config = common(settings);
    int millis = Math.toIntExact(limit.toMillis());
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 10_000));
    return Admin.create(config);
  }

  /**
   * Creates a {@code read_committed} consumer that starts at the earliest record and does not
   * commit automatically.
   *
   * @param groupId empty for a consumer whose partitions are assigned manually
   * @param overrides take precedence over all other properties
   */
  public static <V> Consumer<String, V> consumer(
      KafkaSettings settings,
      Optional<String> groupId,
      Deserializer<V> values,
      Map<String, Object> overrides) {
    Map<String, Object> config = common(settings);
    groupId.ifPresent(id -> config.put(ConsumerConfig.GROUP_ID_CONFIG, id));
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.putAll(overrides);
    return new KafkaConsumer<>(config, new StringDeserializer(), values);
  }

  /**
   * Creates an idempotent producer with {@code acks=all}.
   *
   * @param overrides take precedence over all other properties
   */
  public static <V> Producer<String, V> producer(
      KafkaSettings settings, Serializer<V> values, Map<String, Object> overrides) {
    Map<String, Object> config = common(settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putAll(overrides);
    return new KafkaProducer<>(config, new StringSerializer(), values);
  }
}
