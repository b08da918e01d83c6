package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private final Map<MetricName, Metric> metrics = new HashMap<>();

  @Test
  void shouldTellTheLatestHeartbeatOfAllConsumers() {
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", 40.0);
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "second", 3.0);
    add("consumer-coordinator-metrics", "last-rebalance-seconds-ago", "second", 1.0);
    add("app-info", "version", "second", "4");

    assertThat(Heartbeats.sinceLast(metrics)).contains(Duration.ofSeconds(3));
  }

  @Test
  void shouldTellNothingBeforeTheFirstHeartbeat() {
    add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", "first", -1.0);

    assertThat(Heartbeats.sinceLast(metrics)).isEmpty();
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
