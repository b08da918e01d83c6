package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class GroupContactTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Map<MetricName, Metric> metrics = new HashMap<>();
  private final AtomicLong now = new AtomicLong();
  private final GroupContact contact = new GroupContact(Duration.ofSeconds(6), now::get);

  @Test
  void shouldBeInTouchWhileAnyConsumerSendsHeartbeats() {
    contact.joined();
    now.set(100 * SECOND);
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", 40.0);
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "second", 6.0);

    assertThat(contact.isLost(metrics)).isFalse();
  }

  @Test
  void shouldBeLostWhenTheLastHeartbeatIsLongAgo() {
    contact.joined();
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", 7.0);
    add("consumer-coordinator-metrics", "last-rebalance-seconds-ago", "first", 1.0);
    add("app-info", "version", "first", "4");

    assertThat(contact.isLost(metrics)).isTrue();
  }

  @Test
  void shouldBeLostWhenNoHeartbeatFollowsTheJoining() {
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", -1.0);
    contact.joined();

    now.set(6 * SECOND);
    assertThat(contact.isLost(metrics)).isFalse();
    now.set(7 * SECOND);
    assertThat(contact.isLost(metrics)).isTrue();
  }

  @Test
  void shouldNotBeLostBeforeItHasJoined() {
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", -1.0);
    now.set(100 * SECOND);

    assertThat(contact.isLost(metrics)).isFalse();
  }

  private void add(String group, String name, String client, Object value) {
    MetricName metricName = new MetricName(name, group, "", Map.of("client-id", client));
    metrics.put(
        metricName,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metricName;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
