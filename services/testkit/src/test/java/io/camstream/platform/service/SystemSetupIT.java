package io.camstream.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistryClients;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.SharedServers;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class SystemSetupIT {
  private static final String PREFIX = "system-setup-it";

  @Test
  void shouldMakeTopicsSchemasAndBucketsAndChangeNothingTheSecondTime() throws Exception {
    SettingsLoader settings =
        SettingsLoader.of(SharedServers.get().settings())
            .with(
                Map.of(
                    "camstream.kafka.topic-prefix", PREFIX,
                    "camstream.topics.partitions", "2",
                    "camstream.store.images-bucket", PREFIX + "-images",
                    "camstream.store.explanations-bucket", PREFIX + "-explanations",
                    "camstream.store.reports-bucket", PREFIX + "-reports"));

    SystemSetup.apply(settings);
    SystemSetup.apply(settings);

    Topics topics = new Topics(PREFIX);
    try (Admin admin = KafkaClients.admin(settings.load(KafkaSettings.class))) {
      new TopicSetup(admin).require(topics.all());
    }
    try (ObjectStore store = ObjectStore.connect(settings.load(StoreSettings.class))) {
      List.of("images", "explanations", "reports")
          .forEach(name -> new BucketSetup(store).require(PREFIX + "-" + name));
    }
    try (SchemaRegistryClient client =
        RegistryClients.create(settings.load(RegistrySettings.class))) {
      assertThat(client.getAllSubjects())
          .contains(topics.images().subject(), topics.discovered().subject());
    }
  }
}
