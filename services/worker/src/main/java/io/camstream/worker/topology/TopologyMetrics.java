package io.camstream.worker.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Metrics of the topology. Thread-safe. */
final class TopologyMetrics {

  private final MeterRegistry meters;
  private final Counter explained;
  private final AtomicLong buffered = new AtomicLong();

  TopologyMetrics(MeterRegistry meters, InFlightLimit limit) {
    this.meters = meters;
    this.explained =
        Counter.builder("camstream.worker.explained")
            .description("Explanations sent; one that is repeated after a crash is counted again")
            .register(meters);
    Gauge.builder("camstream.worker.buffered", buffered::get)
        .description("Images in the durable buffers of this worker's partitions")
        .register(meters);
    Gauge.builder("camstream.worker.in.flight", limit::taken)
        .description("Images in flight")
        .register(meters);
  }

  void explained() {
    explained.increment();
  }

  /**
   * @param code one of a fixed set of codes; never text from an image
   */
  void failed(String code) {
    Counter.builder("camstream.worker.failed")
        .description("Failure records sent")
        .tag("code", code)
        .register(meters)
        .increment();
  }

  void buffered(int more) {
    buffered.addAndGet(more);
  }
}
