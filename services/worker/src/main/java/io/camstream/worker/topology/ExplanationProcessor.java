package io.camstream.worker.topology;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.worker.pipeline.Outcome;
import io.camstream.worker.topology.RunningImages.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds references to the durable buffer, submits them to the pipeline, and forwards the outcomes.
 *
 * <p>All writes to Kafka happen on the stream thread and in the task's transaction: adding an image
 * to the buffer together with its offset, and forwarding its outcome together with its removal. The
 * pipeline's threads only complete futures. When the task is closed or reassigned, pending outcomes
 * are ignored; the new owner finds the images in the buffer.
 */
final class ExplanationProcessor implements Processor<String, byte[], String, SpecificRecord> {

  /** Attempts before an image fails for crashing the process; the last one runs alone. */
  static final int MAX_ATTEMPTS = 3;

  static final Duration PUNCTUATION = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(ExplanationProcessor.class);

  private final ProcessorParts parts;
  private ProcessorContext<String, SpecificRecord> context;
  private CommitCycle cycle;
  private ImageBuffer buffer;
  private RunningImages running;
  private List<SuspectAttempt> suspects;
  private Optional<Cancellable> punctuation;

  ExplanationProcessor(ProcessorParts parts) {
    this.parts = parts;
  }

  /** Called again after {@link #close()} when a suspended task is resumed. */
  @Override
  public void init(ProcessorContext<String, SpecificRecord> taskContext) {
    context = taskContext;
    cycle = parts.cycles().current();
    KeyValueStore<Long, PendingImage> store = context.getStateStore(ExplanationTopology.BUFFER);
    buffer = new ImageBuffer(store, cycle, parts.attempts());
    running = new RunningImages();
    suspects = new ArrayList<>();
    punctuation = Optional.empty();
    parts.metrics().buffered(buffer.waiting());
    if (buffer.waiting() > 0) {
      beginPunctuation();
      LOG.info("Task {} takes over {} images.", context.taskId(), buffer.waiting());
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    try {
      take(new Buffered(origin.offset(), parts.reader().read(record, origin)));
    } catch (SerializationException e) {
      forwardUnreadable(record, origin, e);
    }
  }

  /** Kafka Streams commits after each punctuation, so there are none without images. */
  private void beginPunctuation() {
    if (punctuation.isEmpty()) {
      Punctuator action = time -> punctuate();
      punctuation =
          Optional.of(context.schedule(PUNCTUATION, PunctuationType.WALL_CLOCK_TIME, action));
    }
  }

  private void endPunctuation() {
    punctuation.ifPresent(Cancellable::cancel);
    punctuation = Optional.empty();
  }

  private void forwardUnreadable(
      Record<String, byte[]> record, RecordMetadata origin, SerializationException failure) {
    LOG.warn(
        "Record {} of partition {} is not an image reference.",
        origin.offset(),
        origin.partition());
    String message =
        "record %d of partition %d of topic %s is not an image reference: %s"
            .formatted(origin.offset(), origin.partition(), origin.topic(), failure.getMessage());
    ImageReference known = ReferenceReader.fromKey(record);
    forwardFailure(parts.failures().unreadableReference(known, message), record.headers());
  }

  /**
   * Requests a commit when the pipeline runs low, since attempts become durable with the next
   * commit. A request with each record would result in one transaction per record.
   */
  private void punctuate() {
    advance();
    if (parts.leaving().getAsBoolean()) {
      handBack();
    }
    int undurable = cycle.undurableAttempts();
    if (undurable > 0 && parts.limit().taken() - undurable < parts.lowWater()) {
      context.commit();
    }
    if (held() == 0) {
      endPunctuation();
    }
  }

  /** Images in the buffer. */
  private int held() {
    return buffer.waiting() + buffer.begun() + running.size();
  }

  /**
   * Prepares the shutdown: unfinished images are left to other workers, without counting the
   * attempt. The attempt at an image that kept the worker busy for too long is counted, since it
   * would do the same to other workers.
   */
  private void handBack() {
    for (Running image : running.abandon()) {
      if (parts.pipeline().holdsUp(image.outcome())) {
        LOG.warn(
            "An image of task {} has held up the worker; its attempt counts.", context.taskId());
        buffer.keepAttempt(image.image().offset());
      } else {
        buffer.giveBack(image.image().offset());
      }
    }
    suspects.forEach(SuspectAttempt::cancel);
    suspects.clear();
    int begun = buffer.giveBackBegun();
    for (int i = 0; i < begun; i++) {
      parts.limit().release();
    }
  }

  private void take(Buffered image) {
    parts.metrics().buffered(1);
    beginPunctuation();
    if (buffer.waiting() == 0 && takePlace()) {
      buffer.begin(image);
    } else {
      buffer.add(image);
      noteFull();
    }
  }

  private void noteFull() {
    parts.full().note(context.taskId().partition(), buffer.waiting() >= parts.maxWaiting());
  }

  private boolean takePlace() {
    if (parts.leaving().getAsBoolean()) {
      return false;
    }
    boolean nothingInFlight = buffer.begun() == 0 && running.isEmpty();
    return parts.limit().take(nothingInFlight);
  }

  private void advance() {
    running.takeFinished().forEach(this::forwardOutcome);
    suspects.removeIf(suspect -> suspect.advance(buffer, cycle));
    buffer.takeDurable().forEach(image -> run(image, parts.pipeline().submit(image.image())));
    while (buffer.waiting() > 0 && takePlace()) {
      begin(buffer.takeWaiting());
    }
    noteFull();
  }

  private void begin(Buffered image) {
    int attempts = image.image().getAttempts();
    if (attempts >= MAX_ATTEMPTS) {
      Failure failure = parts.failures().workerDied(image.image());
      run(image, parts.pipeline().setAside(image.image(), failure));
    } else if (attempts == MAX_ATTEMPTS - 1) {
      SuspectAttempt attempt = new SuspectAttempt(image);
      suspects.add(attempt);
      run(image, parts.pipeline().submitAlone(image.image(), attempt));
    } else {
      buffer.begin(image);
    }
  }

  private void run(Buffered image, CompletableFuture<Outcome> outcome) {
    running.add(new Running(image, outcome));
    outcome.whenComplete((result, failure) -> parts.limit().release());
  }

  private void forwardOutcome(Running finished) {
    forwardOutcome(finished.image(), outcome(finished));
  }

  private Outcome outcome(Running finished) {
    try {
      return finished.outcome().join();
    } catch (CompletionException | CancellationException e) {
      LOG.error("The pipeline failed with an image of task {}", context.taskId(), e);
      return new Outcome.Failed(parts.failures().internalError(finished.image().image(), e));
    }
  }

  private void forwardOutcome(Buffered image, Outcome outcome) {
    Headers headers = SourceHeaders.restore(image.image());
    if (outcome instanceof Outcome.Explained explained) {
      Explanation explanation = explained.explanation();
      String key = ImageKey.of(image.image().getReference());
      long time = explanation.getExplainedAt().toEpochMilli();
      context.forward(
          new Record<>(key, explanation, time, headers), ExplanationTopology.EXPLANATIONS);
      parts.metrics().explained();
    } else if (outcome instanceof Outcome.Failed failed) {
      forwardFailure(failed.failure(), headers);
    }
    buffer.remove(image.offset());
    parts.metrics().buffered(-1);
  }

  private void forwardFailure(Failure failure, Headers headers) {
    String key = ImageKey.of(failure.getReference());
    long time = failure.getFailedAt().toEpochMilli();
    context.forward(new Record<>(key, failure, time, headers), ExplanationTopology.FAILURES);
    parts.metrics().failed(failure.getCode());
  }

  @Override
  public void close() {
    if (running == null) {
      return;
    }
    endPunctuation();
    parts.full().note(context.taskId().partition(), false);
    parts.metrics().buffered(-held());
    for (int i = 0; i < buffer.begun(); i++) {
      parts.limit().release();
    }
    running.abandon();
    suspects.forEach(SuspectAttempt::cancel);
    running = null;
  }
}
