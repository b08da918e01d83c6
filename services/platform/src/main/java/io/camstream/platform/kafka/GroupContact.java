package io.camstream.platform.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether consumers are in touch with their group. Connections tell less: a client that is not
 * polled, such as an idle restore consumer, keeps one in its books that was cut long ago.
 * Thread-safe.
 */
public final class GroupContact {
  private static final String GROUP = "consumer-coordinator-metrics";
  private static final String NAME = "last-heartbeat-seconds-ago";

  private final Duration longestSilence;
  private final LongSupplier nanoTime;
  private volatile Optional<Long> joined = Optional.empty();

  /**
   * @param longestSilence after which a group that has not been heard of counts as lost
   */
  public GroupContact(Duration longestSilence) {
    this(longestSilence, System::nanoTime);
  }

  GroupContact(Duration longestSilence, LongSupplier nanoTime) {
    this.longestSilence = longestSilence;
    this.nanoTime = nanoTime;
  }

  /** The consumers have got their partitions; the first heartbeat comes a while later. */
  public void joined() {
    joined = Optional.of(nanoTime.getAsLong());
  }

  /**
   * Whether they have been in touch and are no more.
   *
   * @param metrics of the consumers; those of others are passed over
   */
  public boolean isLost(Map<MetricName, ? extends Metric> metrics) {
    return sinceHeartbeat(metrics)
        .or(() -> joined.map(since -> Duration.ofNanos(nanoTime.getAsLong() - since)))
        .filter(silence -> silence.compareTo(longestSilence) > 0)
        .isPresent();
  }

  /** The latest of any of the consumers; none if none has sent one yet. */
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
