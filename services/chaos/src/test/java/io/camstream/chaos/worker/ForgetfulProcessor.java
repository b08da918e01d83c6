package io.camstream.chaos.worker;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps the images that it works on in a list. Their offsets are committed all the same. */
final class ForgetfulProcessor
    implements Processor<String, ImageReference, String, SpecificRecord> {
  static final String EXPLANATIONS = "explanations";
  static final String FAILURES = "failures";

  private final ExplanationPipeline pipeline;
  private final List<Running> running = new ArrayList<>();
  private ProcessorContext<String, SpecificRecord> context;

  private record Running(ImageReference reference, CompletableFuture<Outcome> outcome) {}

  ForgetfulProcessor(ExplanationPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> taskContext) {
    context = taskContext;
    context.schedule(
        Duration.ofMillis(50), PunctuationType.WALL_CLOCK_TIME, time -> forwardFinished());
  }

  @Override
  public void process(Record<String, ImageReference> record) {
    PendingImage image =
        PendingImage.newBuilder()
            .setReference(record.value())
            .setAttempts(1)
            .setBufferedAt(Instant.ofEpochMilli(record.timestamp()))
            .build();
    running.add(new Running(record.value(), pipeline.submit(image)));
  }

  private void forwardFinished() {
    for (Iterator<Running> all = running.iterator(); all.hasNext(); ) {
      Running image = all.next();
      if (image.outcome().isDone()) {
        forward(image.reference(), image.outcome().join());
        all.remove();
      }
    }
  }

  private void forward(ImageReference reference, Outcome outcome) {
    String key = ImageKey.of(reference);
    long now = System.currentTimeMillis();
    if (outcome instanceof Outcome.Explained explained) {
      Explanation explanation = explained.explanation();
      context.forward(new Record<>(key, explanation, now), EXPLANATIONS);
    } else if (outcome instanceof Outcome.Failed failed) {
      context.forward(new Record<>(key, failed.failure(), now), FAILURES);
    }
  }
}
