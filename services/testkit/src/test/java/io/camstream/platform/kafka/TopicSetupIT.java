package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.SharedServers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicSetupIT {
  private Admin admin;
  private TopicSetup setup;

  @BeforeAll
  void connect() {
    SettingsLoader settings = SettingsLoader.of(SharedServers.get().settings());
    admin = KafkaClients.admin(settings.load(KafkaSettings.class));
    setup = new TopicSetup(admin);
  }

  @AfterAll
  void close() {
    admin.close();
  }

  @Test
  void shouldMakeTopicsWithPartitionsRetentionAndCompaction() throws Exception {
    Topics topics = new Topics("topic-setup-it");

    setup.create(topics.all(), settings("3"));
    setup.create(topics.all(), settings("3"));

    assertThat(partitions(topics.images())).isEqualTo(3);
    assertThat(partitions(topics.explanations())).isEqualTo(3);
    assertThat(partitions(topics.failures())).isEqualTo(3);
    assertThat(partitions(topics.discovered())).isEqualTo(1);
    assertThat(config(topics.images(), "cleanup.policy")).isEqualTo("delete");
    assertThat(config(topics.images(), "retention.ms")).isEqualTo("172800000");
    assertThat(config(topics.discovered(), "cleanup.policy")).isEqualTo("compact");
    setup.require(topics.all());
  }

  @Test
  void shouldMakeTheChangelogAsKafkaStreamsWould() throws Exception {
    Changelog changelog = new Topics("topic-setup-it-changelog").pendingImages();

    setup.create(changelog, settings("3"));
    setup.create(changelog, settings("3"));

    String name = "topic-setup-it-changelog-worker-pending-images-changelog";
    assertThat(partitions(name)).isEqualTo(3);
    assertThat(config(name, "cleanup.policy")).isEqualTo("compact");
    assertThat(config(name, "message.timestamp.type")).isEqualTo("CreateTime");
    assertThat(config(name, "segment.bytes")).isEqualTo("4194304");
  }

  @Test
  void shouldRefuseATopicWithAnotherNumberOfPartitions() {
    List<Topic<?>> topics = new Topics("topic-setup-it-other").all();
    setup.create(topics, settings("2"));

    assertThatThrownBy(() -> setup.create(topics, settings("4")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("topic-setup-it-other.images has 2 partitions and should have 4")
        .hasMessageContaining("camstream.topics.partitions");
  }

  @Test
  void shouldNameMissingTopicsAndTheCommandThatMakesThem() {
    assertThatThrownBy(() -> setup.require(new Topics("topic-setup-it-none").all()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("topic-setup-it-none.images")
        .hasMessageContaining("topic-setup-it-none.discovered")
        .hasMessageContaining("camstream setup");
  }

  private static TopicSettings settings(String partitions) {
    return SettingsLoader.of(
            Map.of("camstream.topics.partitions", partitions, "camstream.topics.retention", "2d"))
        .load(TopicSettings.class);
  }

  private int partitions(Topic<?> topic) throws Exception {
    return partitions(topic.name());
  }

  private int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private String config(Topic<?> topic, String key) throws Exception {
    return config(topic.name(), key);
  }

  private String config(String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return config.get(key).value();
  }
}
