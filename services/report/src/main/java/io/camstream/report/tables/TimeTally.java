package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.StageMillis;
import io.camstream.report.tables.BatchSummary.Times;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.StageTimings;
import java.time.Duration;
import java.time.Instant;

/** Start and end of a batch, and mean durations per image. */
final class TimeTally {

  private Instant first;
  private Instant last;
  private long explained;
  private double fetch;
  private double decode;
  private double infer;
  private double render;
  private double store;

  void discovered(ImageReference reference) {
    if (first == null || reference.getDiscoveredAt().isBefore(first)) {
      first = reference.getDiscoveredAt();
    }
  }

  void finished(Instant at) {
    if (last == null || at.isAfter(last)) {
      last = at;
    }
  }

  void explained(Explanation explanation) {
    finished(explanation.getExplainedAt());
    StageTimings timings = explanation.getTimings();
    explained++;
    fetch += timings.getFetchMillis();
    decode += timings.getDecodeMillis();
    infer += timings.getInferMillis();
    render += timings.getRenderMillis();
    store += timings.getStoreMillis();
  }

  Times times() {
    Double seconds =
        first == null || last == null ? null : Duration.between(first, last).toMillis() / 1_000.0;
    StageMillis mean =
        explained == 0
            ? null
            : new StageMillis(
                fetch / explained,
                decode / explained,
                infer / explained,
                render / explained,
                store / explained);
    return new Times(first, last, seconds, mean);
  }
}
