package io.camstream.ingest.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects the leader, the instance that lists the bucket: all instances join a consumer group of the
 * single partition of the discovered objects topic, and the one to which Kafka assigns it leads.
 * The partition is paused, since the checkpoint is read separately.
 *
 * <p>The election only avoids that instances fence each other in turn. That two never publish is
 * guaranteed by the publisher's transactional id, also for a suspended instance that still
 * considers itself the leader.
 */
public final class Election implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  private final Consumer<String, ?> consumer;
  private final BlockingQueue<Leadership> won = new ArrayBlockingQueue<>(1);
  private final AtomicReference<Leadership> current = new AtomicReference<>(new Leadership());
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread;

  private Election(Consumer<String, ?> consumer, String topic) {
    this.consumer = consumer;
    this.thread = new Thread(() -> run(topic), "camstream-ingest-election");
    thread.setDaemon(true);
  }

  /**
   * @param consumer belongs to the group and commits nothing; closed with this
   */
  public static Election join(Consumer<String, ?> consumer, String topic) {
    Election election = new Election(consumer, topic);
    election.thread.start();
    return election;
  }

  /**
   * Waits for leadership; empty if it is not gained within the limit.
   *
   * @throws RuntimeException what made the group unusable
   */
  public Optional<Leadership> awaitTerm(Duration limit) throws InterruptedException {
    RuntimeException problem = failure.get();
    if (problem != null) {
      throw problem;
    }
    return Optional.ofNullable(won.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void run(String topic) {
    try {
      consumer.subscribe(List.of(topic), new Listener());
      while (true) {
        consumer.poll(POLL);
      }
    } catch (WakeupException e) {
      LOG.debug("Leaving the election");
    } catch (RuntimeException e) {
      failure.set(e);
    } finally {
      current.get().end();
      consumer.close(
          CloseOptions.timeout(CLOSE_LIMIT)
              .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  /** Leaves the group, so that another instance can take over at once. */
  @Override
  public void close() {
    current.get().end();
    consumer.wakeup();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        consumer.pause(partitions);
        Leadership term = new Leadership();
        current.getAndSet(term).end();
        won.clear();
        won.add(term);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        current.get().end();
      }
    }
  }
}
