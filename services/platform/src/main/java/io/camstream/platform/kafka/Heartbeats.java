package io.camstream.platform.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * When a client was last in touch with its consumer group. Connections tell less: a client that is
 * not polled, such as an idle restore consumer, keeps one that was cut long ago.
 */
public final class Heartbeats {
  private static final String GROUP = "consumer-coordinator-metrics";
  private static final String NAME = "last-heartbeat-seconds-ago";

  private Heartbeats() {}

  /**
   * The time since the last heartbeat of any of the consumers; empty if none has sent one yet.
   *
   * @param metrics of one or more consumers; others are passed over
   */
  public static Optional<Duration> sinceLast(Map<MetricName, ? extends Metric> metrics) {
    return metrics.values().stream()
        .filter(metric -> isHeartbeat(metric.metricName()))
        .map(Metric::metricValue)
        .filter(Number.class::isInstance)
        .map(seconds -> ((Number) seconds).longValue())
        .filter(seconds -> seconds >= 0)
        .min(Long::compare)
        .map(Duration::ofSeconds);
  }

  private static boolean isHeartbeat(MetricName name) {
    return name.group().equals(GROUP) && name.name().equals(NAME);
  }
}
