package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;

/** Creates the topics and checks existing ones. Idempotent. */
public final class TopicSetup {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

  private final Admin admin;

  /**
   * @param admin closed by the caller
   */
  public TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates the topics that are missing.
   *
   * @throws UserError if a topic exists with another number of partitions
   * @throws KafkaException if Kafka can't be reached or rejects the request
   */
  public void create(List<Topic<?>> topics, TopicSettings settings) {
    create(topics.stream().map(topic -> newTopic(topic, settings)).toList());
  }

  /**
   * Creates a changelog topic if it is missing, as Kafka Streams would.
   *
   * @throws UserError if it exists with another number of partitions
   * @throws KafkaException if Kafka can't be reached or rejects the request
   */
  public void create(Changelog changelog, TopicSettings settings) {
    Map<String, String> config = new HashMap<>(changelog.config());
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.CREATE_TIME.name);
    NewTopic topic =
        new NewTopic(
            changelog.topic(), settings.partitions(), (short) settings.replicationFactor());
    create(List.of(topic.configs(config)));
  }

  private void create(List<NewTopic> wanted) {
    admin.createTopics(wanted).values().values().forEach(TopicSetup::awaitCreated);
    Map<String, TopicDescription> found = awaitKnown(wanted.stream().map(NewTopic::name).toList());
    wanted.forEach(topic -> checkPartitions(topic, found.get(topic.name())));
  }

  /**
   * Checks that the topics exist.
   *
   * @throws UserError naming the missing topics, and the command that creates them
   * @throws KafkaException if Kafka can't be reached or rejects the request
   */
  public void require(List<Topic<?>> topics) {
    Set<String> found = describe(topics.stream().map(Topic::name).toList()).keySet();
    String missing =
        topics.stream()
            .map(Topic::name)
            .filter(name -> !found.contains(name))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UserError("Missing topics: " + missing + ". Run 'camstream setup' first.");
    }
  }

  private static NewTopic newTopic(Topic<?> topic, TopicSettings settings) {
    boolean compact = topic.cleanup() == Topic.Cleanup.COMPACT;
    Map<String, String> config =
        compact
            ? Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                // The active segment is never compacted, so an old one would be read on each start.
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(64 << 20))
            : Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(settings.retention().toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Topics.MAX_RECORD_BYTES));
    return new NewTopic(
            topic.name(), partitions(topic, settings), (short) settings.replicationFactor())
        .configs(config);
  }

  private static int partitions(Topic<?> topic, TopicSettings settings) {
    return topic.cleanup() == Topic.Cleanup.COMPACT ? 1 : settings.partitions();
  }

  private static void checkPartitions(NewTopic topic, TopicDescription found) {
    int wanted = topic.numPartitions();
    if (found.partitions().size() != wanted) {
      throw new UserError(
          "Topic "
              + topic.name()
              + " has "
              + found.partitions().size()
              + " partitions and should have "
              + wanted
              + ". Set camstream.topics.partitions to the existing number, or use another"
              + " camstream.kafka.topic-prefix.");
    }
  }

  /** The create call may return before all brokers know the topic. */
  private Map<String, TopicDescription> awaitKnown(List<String> topics) {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    Map<String, TopicDescription> found = describe(topics);
    while (found.size() < topics.size()) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException("The new topics are not visible after " + KNOWN_WITHIN);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      found = describe(topics);
    }
    return found;
  }

  private Map<String, TopicDescription> describe(List<String> topics) {
    return admin.describeTopics(topics).topicNameValues().entrySet().stream()
        .filter(entry -> exists(entry.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> get(entry.getValue())));
  }

  private static boolean exists(KafkaFuture<TopicDescription> description) {
    try {
      get(description);
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  private static void awaitCreated(KafkaFuture<Void> created) {
    try {
      get(created);
    } catch (TopicExistsException e) {
      // Expected from the second run on; the partitions are checked afterwards.
      return;
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for Kafka", e);
    } catch (ExecutionException e) {
      throw KafkaErrors.unchecked(e);
    }
  }
}
