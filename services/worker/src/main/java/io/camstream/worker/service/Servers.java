package io.camstream.worker.service;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.service.ServerWait;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Waits until Kafka and the object store are there, with the topics and buckets. */
final class Servers {

  /** Short, so that it is soon said what is waited for. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final ServerWait wait;

  /**
   * @param phase is told what is being waited for
   */
  Servers(ShutdownSignal ending, Consumer<String> phase) {
    this.wait = new ServerWait(ending, phase, Mistakes::explain);
  }

  /**
   * Waits as long as it takes, or until the worker is closed.
   *
   * @throws io.camstream.platform.error.UserError for a missing topic or refused credentials
   */
  void awaitTopics(KafkaSettings kafka, Topics topics) {
    wait.await(
        "Kafka",
        () -> {
          try (Admin admin = KafkaClients.admin(kafka, ANSWER_LIMIT)) {
            new TopicSetup(admin)
                .require(List.of(topics.images(), topics.explanations(), topics.failures()));
          }
        });
  }

  /**
   * Waits as long as it takes, or until the worker is closed.
   *
   * @throws io.camstream.platform.error.UserError for a missing schema or refused credentials
   */
  void awaitSchemas(AvroSerdes serdes, Topics topics) {
    wait.await(
        "the schema registry",
        () -> serdes.require(List.of(topics.images(), topics.explanations(), topics.failures())));
  }

  /**
   * Waits as long as it takes, or until the worker is closed.
   *
   * @throws io.camstream.platform.error.UserError for a missing bucket or refused credentials
   */
  void awaitBuckets(ObjectStore store, StoreSettings settings) {
    BucketSetup buckets = new BucketSetup(store);
    wait.await(
        "the object store",
        () -> {
          buckets.require(settings.imagesBucket());
          buckets.require(settings.explanationsBucket());
        });
  }
}
