package io.camstream.worker.service;

import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.registry.AvroSerdes;
import io.camstream.platform.store.BucketSetup;
import io.camstream.platform.store.ObjectStore;
import io.camstream.platform.store.StoreDeniedException;
import io.camstream.platform.store.StoreSettings;
import io.camstream.platform.store.StoreUnavailableException;
import io.camstream.platform.topics.TopicSetup;
import io.camstream.platform.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until Kafka and the object store are there, with the topics and buckets. */
final class Servers {

  private static final Logger log = LoggerFactory.getLogger(Servers.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Short, so that it is soon said what is waited for. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final Ending ending;
  private final Consumer<String> phase;

  /**
   * @param phase is told what is being waited for
   */
  Servers(Ending ending, Consumer<String> phase) {
    this.ending = ending;
    this.phase = phase;
  }

  /**
   * Waits as long as it takes, or until the worker is closed.
   *
   * @throws io.camstream.platform.error.UserError for a missing topic or refused credentials
   */
  void awaitTopics(KafkaSettings kafka, Topics topics) {
    await(
        "waiting for Kafka",
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
    await(
        "waiting for the schema registry",
        () -> serdes.require(List.of(topics.images(), topics.explanations(), topics.failures())));
  }

  /**
   * Waits as long as it takes, or until the worker is closed.
   *
   * @throws io.camstream.platform.error.UserError for a missing bucket or refused credentials
   */
  void awaitBuckets(ObjectStore store, StoreSettings settings) {
    BucketSetup buckets = new BucketSetup(store);
    await(
        "waiting for the object store",
        () -> {
          buckets.require(settings.imagesBucket());
          buckets.require(settings.explanationsBucket());
        });
  }

  private void await(String what, Runnable check) {
    phase.accept(what);
    boolean told = false;
    while (!ending.isOver()) {
      try {
        check.run();
        return;
      } catch (StoreUnavailableException | RetriableException e) {
        if (!told) {
          log.warn("Starting: {}: {}", what, e.getMessage());
          told = true;
        }
        pause();
      } catch (StoreDeniedException | KafkaException e) {
        throw Mistakes.explain(e);
      }
    }
  }

  private void pause() {
    try {
      ending.pause(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending.stopped();
    }
  }
}
