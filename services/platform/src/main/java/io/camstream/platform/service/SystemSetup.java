package io.camstream.platform.service;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistryClients;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.SchemaSetup;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Creates what must exist before a service starts: topics, schemas and buckets. */
public final class SystemSetup {
  private SystemSetup() {}

  /**
   * Creates what is missing and does not change what exists.
   *
   * @throws io.camstream.platform.error.UserError if something exists in another form
   */
  public static void apply(SettingsLoader settings) {
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    Topics names = new Topics(kafka.topicPrefix());
    List<Topic<?>> topics = names.all();
    TopicSettings topicSettings = settings.load(TopicSettings.class);
    RegistrySettings registry = settings.load(RegistrySettings.class);
    StoreSettings storeSettings = settings.load(StoreSettings.class);
    try (Admin admin = KafkaClients.admin(kafka)) {
      TopicSetup setup = new TopicSetup(admin);
      setup.create(topics, topicSettings);
      setup.create(names.pendingImages(), topicSettings);
    }
    try (SchemaRegistryClient client = RegistryClients.create(registry)) {
      new SchemaSetup(client, registry.retryFor()).register(topics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ObjectStore store = ObjectStore.connect(storeSettings)) {
      new BucketSetup(store).create(storeSettings);
    }
  }
}
