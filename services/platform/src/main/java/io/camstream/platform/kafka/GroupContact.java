package io.camstream.platform.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Detects from heartbeats that consumers have lost contact with their group coordinator. The
 * connection count is no substitute: a client that is not polled, such as an idle restore consumer,
 * still counts a connection that was cut long ago. Thread-safe.
 */
public final class GroupContact {
  private static final String GROUP = "consumer-coordinator-metrics";
  private static final String NAME = "last-heartbeat-seconds-ago";

  private final Duration longestSilence;
  private final LongSupplier nanoTime;
  private volatile Optional<Long> joined = Optional.empty();

  /**
   * @param longestSilence time without a heartbeat after which contact counts as lost
   */
  public GroupContact(Duration longestSilence) {
    this(longestSilence, System::nanoTime);
  }

  GroupContact(Duration longestSilence, LongSupplier nanoTime) {
    this.longestSilence = longestSilence;
    this.nanoTime = nanoTime;
  }

  /** Records that partitions were assigned; the first heartbeat follows some time later. */
  public void joined() {
    joined = Optional.of(nanoTime.getAsLong());
  }

  /**
   * True if the consumers had joined the group but have sent no heartbeat within the longest
   * silence.
   *
   * @param metrics of the client; all but heartbeat metrics are ignored
   */
  public boolean isLost(Map<MetricName, ? extends Metric> metrics) {
    return sinceHeartbeat(metrics)
        .or(() -> joined.map(since -> Duration.ofNanos(nanoTime.getAsLong() - since)))
        .filter(silence -> silence.compareTo(longestSilence) > 0)
        .isPresent();
  }

  /** Time since the latest heartbeat of any consumer; empty if none has sent one yet. */
  private static Optional<Duration> sinceHeartbeat(Map<MetricName, ? extends Metric> metrics) {
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
