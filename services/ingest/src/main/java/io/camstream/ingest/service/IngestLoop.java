package io.camstream.ingest.service;

import io.camstream.ingest.bucket.Hints;
import io.camstream.ingest.publish.BucketListing;
import io.camstream.ingest.publish.DiscoveryCheckpoint;
import io.camstream.ingest.publish.Election;
import io.camstream.ingest.publish.IngestMeters;
import io.camstream.ingest.publish.IngestState;
import io.camstream.ingest.publish.Leadership;
import io.camstream.ingest.publish.ListingResult;
import io.camstream.ingest.publish.PublishedVersions;
import io.camstream.ingest.publish.TransactionalPublisher;
import io.camstream.ingest.service.IngestSettings.Mode;
import io.camstream.platform.error.Backoff;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.objectstore.StoreDeniedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main loop of ingest: waits for leadership, then lists the bucket until leadership is lost. An
 * error of Kafka ends the leadership, and all clients are recreated; the checkpoint is read from
 * the topic again, never kept in memory.
 */
final class IngestLoop {
  private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);
  private static final Duration ELECTION_USUALLY_TAKES = Duration.ofSeconds(3);
  private static final Duration STANDBY_POLL = Duration.ofSeconds(1);
  private static final Duration TERM_POLL = Duration.ofMillis(200);

  private final IngestSettings settings;
  private final IngestClients clients;
  private final BucketListing listing;
  private final Supplier<Hints> hints;
  private final IngestState state;
  private final IngestMeters meters;
  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  /**
   * @param hints begins to listen; closed here
   */
  IngestLoop(
      IngestSettings settings,
      IngestClients clients,
      BucketListing listing,
      Supplier<Hints> hints,
      IngestState state,
      IngestMeters meters) {
    this.settings = settings;
    this.clients = clients;
    this.listing = listing;
    this.hints = hints;
    this.state = state;
    this.meters = meters;
  }

  /**
   * Returns when it is done or a stop is requested.
   *
   * @throws UserError if only the user can help
   */
  void run() {
    boolean done = false;
    while (!done && !state.isStopped()) {
      try {
        done = standAndServe();
      } catch (StoreDeniedException e) {
        throw new UserError(e.getMessage(), e);
      } catch (AuthenticationException | AuthorizationException e) {
        throw new UserError(
            "Kafka rejected the credentials or denied access: "
                + e.getMessage()
                + ". Check camstream.kafka.security.*.",
            e);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        LOG.info("Leadership lost to another instance");
      } catch (KafkaException e) {
        if (!state.isStopped()) {
          state.waiting("waiting for Kafka or the schema registry", e);
          state.pause(backoff.next());
        }
      }
    }
  }

  /** Whether all is done. */
  private boolean standAndServe() {
    try (Admin admin = clients.admin()) {
      Runnable requireTopics = () -> new TopicSetup(admin).require(clients.topics());
      requireTopics.run();
      try (Election election = clients.joinElection()) {
        Optional<Leadership> term = awaitTerm(election, requireTopics);
        return term.isPresent() && serve(term.get(), admin);
      }
    } finally {
      meters.leading(false);
    }
  }

  /**
   * @param requireTopics throws if Kafka can't be reached; the election would wait without end then
   */
  private Optional<Leadership> awaitTerm(Election election, Runnable requireTopics) {
    try {
      Optional<Leadership> term = election.awaitTerm(ELECTION_USUALLY_TAKES);
      while (term.isEmpty() && !state.isStopped()) {
        requireTopics.run();
        state.working(IngestState.STANDING_BY);
        term = election.awaitTerm(STANDBY_POLL);
      }
      return term;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private boolean serve(Leadership term, Admin admin) {
    // Opened first: it fences older leaders, so that the checkpoint read afterwards is complete.
    try (TransactionalPublisher publisher = clients.openPublisher();
        DiscoveryCheckpoint checkpoint = clients.openCheckpoint(admin);
        Hints created = hints.get()) {
      PublishedVersions published = checkpoint.restore();
      LOG.info("Ingest lists the bucket; {} objects were published before", published.size());
      meters.leading(true);
      while (term.isActive() && !state.isStopped()) {
        ListingResult result = listing.run(published, publisher, term::isActive);
        backoff.reset();
        if (result.published() > 0) {
          LOG.info("Published {} of {} images", result.published(), result.images());
        }
        if (settings.mode() == Mode.ONCE && result.isExhaustive()) {
          return true;
        }
        takeHints(
            created, term, keys -> listing.takeHints(keys, published, publisher, term::isActive));
        checkpoint.applyForgotten(published);
      }
      return false;
    }
  }

  /** Processes notifications between two listings, until the pause or the leadership ends. */
  private void takeHints(Hints created, Leadership term, Consumer<Set<String>> take) {
    long end = System.nanoTime() + settings.pollInterval().toNanos();
    long left = settings.pollInterval().toNanos();
    while (left > 0 && !created.isListingDue() && term.isActive() && !state.isStopped()) {
      Set<String> keys = await(created, Duration.ofNanos(Math.min(left, TERM_POLL.toNanos())));
      if (!keys.isEmpty()) {
        take.accept(keys);
      }
      left = end - System.nanoTime();
    }
  }

  private Set<String> await(Hints created, Duration limit) {
    try {
      return created.await(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      state.stop();
      return Set.of();
    }
  }
}
