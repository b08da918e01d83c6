package io.camstream.worker.pipeline;

import io.camstream.schemas.Stage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Metrics of the pipeline. Tags are stages and codes, never data of an image. */
final class PipelineMetrics {

  /** From decoding a thumbnail to a store that hardly answers. */
  private static final Duration[] BUCKETS =
      LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final DistributionSummary batchSize;
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

  PipelineMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.batchSize =
        DistributionSummary.builder("camstream.worker.batch.size")
            .description("Images in a batch, when it leaves the batcher")
            .register(meters);
    for (Stage stage : Stage.values()) {
      if (stage != Stage.UNKNOWN) {
        stages.put(stage, timer(stage));
      }
    }
  }

  void queue(String name, Supplier<Number> depth) {
    Gauge.builder("camstream.worker.queue", depth)
        .description("Images waiting for a stage")
        .tag("queue", name)
        .register(meters);
  }

  void gauge(String name, String description, String unit, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).baseUnit(unit).register(meters);
  }

  void batch(int images) {
    batchSize.record(images);
  }

  void stage(Stage stage, double millis) {
    stages.get(stage).record(Duration.ofNanos((long) (millis * 1e6)));
  }

  private Timer timer(Stage stage) {
    return Timer.builder("camstream.worker.stage")
        .description(
            "Duration of a stage for one image; a batch's duration is divided by its images")
        .tag("stage", stage.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
