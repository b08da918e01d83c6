package io.camstream.ingest.publish;

import io.camstream.ingest.bucket.Selection.Skip;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Ingest's metrics. Object keys never appear in them. */
public final class IngestMeters {
  private static final Duration[] BUCKETS =
      LongStream.of(1, 5, 30, 120, 600, 1_800)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final Counter published;
  private final Timer listing;
  private final AtomicLong discovered = new AtomicLong();
  private final AtomicLong leading = new AtomicLong();
  private final Map<Skip, AtomicLong> skipped =
      Arrays.stream(Skip.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), skip -> new AtomicLong()));

  public IngestMeters(MeterRegistry meters) {
    published =
        Counter.builder("camstream.ingest.published")
            .description("References published by this instance")
            .register(meters);
    listing =
        Timer.builder("camstream.ingest.listing")
            .description("Time that a complete listing of the bucket took")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    Gauge.builder("camstream.ingest.discovered", discovered, AtomicLong::get)
        .description("Images in the bucket at the last complete listing")
        .register(meters);
    Gauge.builder("camstream.ingest.leading", leading, AtomicLong::get)
        .description("1 in the leader, which lists the bucket, 0 in standby instances")
        .register(meters);
    skipped.forEach(
        (skip, count) ->
            Gauge.builder("camstream.ingest.skipped", count, AtomicLong::get)
                .tag("reason", skip.name().toLowerCase(Locale.ROOT))
                .description("Objects skipped at the last complete listing, by reason")
                .register(meters));
  }

  public void published(int references) {
    published.increment(references);
  }

  public void leading(boolean now) {
    leading.set(now ? 1 : 0);
  }

  /** A complete listing. */
  public void listed(Duration time, long images, Map<Skip, Long> skips) {
    listing.record(time);
    discovered.set(images);
    skipped.forEach((skip, count) -> count.set(skips.getOrDefault(skip, 0L)));
  }
}
