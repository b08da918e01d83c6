package io.camstream.worker.pipeline;

import io.camstream.engine.BisectingExplainer;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.ImageResult;
import io.camstream.engine.InferenceException;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.schemas.Failure;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import io.camstream.worker.pipeline.ImageMemory.Lease;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline of a worker. Its stages overlap, each on its own threads:
 *
 * <pre>
 *  fetch threads        batcher      inference threads     upload threads
 *  fetch, decode  ───>  by size  ───>  one forward   ───>  render, store  ───> outcome
 *                       and age        for a batch
 *
 *  suspect thread: the same for one image, while the stages above are empty
 * </pre>
 *
 * <p>Back-pressure: files, and decoded images until they are stored, take a share of their {@link
 * ImageMemory}; a full batcher blocks the fetch threads; the inference threads block while a batch
 * of explained images waits for an upload thread; and the stream threads submit no more images than
 * the in-flight limit. Inference and rendering share the {@link Processors}.
 */
public final class StagedPipeline implements ExplanationPipeline, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StagedPipeline.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** Time limit of one stage for an image; ordinary images take milliseconds. */
  static final Duration TOLERATED = Duration.ofSeconds(10);

  private final ImageFetcher fetcher;
  private final ImageExplainer explainer;
  private final AuditSampler sampler;
  private final ImageFinisher finisher;
  private final FailureRecords failures;
  private final Consumer<Throwable> fatal;
  private final PipelineMetrics metrics;
  private final ImageMemory files;
  private final ImageMemory memory;
  private final Processors processors;
  private final int processorsOfBatch;
  private final Semaphore roomForExplained;
  private final MicroBatcher<Decoded> batcher;
  private final BisectingExplainer<DecodedImage, ImageExplanation> inference;
  private final ThreadPoolExecutor fetching;
  private final ThreadPoolExecutor finishing;
  private final ThreadPoolExecutor suspects;
  private final List<Thread> inferring = new ArrayList<>();
  private final ComputingImages computing;

  /** An image that waits for the engine. */
  record Decoded(Job job, DecodedImage image) {}

  @FunctionalInterface
  private interface Step {
    void run() throws ImageFailure, InterruptedException;
  }

  /**
   * @param explainer closed by the caller, after the pipeline
   * @param sampler decides which images are audited
   * @param fatal receives failures that affect all images, such as rejected credentials; may be
   *     called more than once, from any thread
   */
  public StagedPipeline(
      PipelineOptions options,
      ImageFetcher fetcher,
      ImageExplainer explainer,
      AuditSampler sampler,
      ImageFinisher finisher,
      FailureRecords failures,
      Consumer<Throwable> fatal,
      MeterRegistry meters) {
    this(options, fetcher, explainer, sampler, finisher, failures, fatal, meters, System::nanoTime);
  }

  StagedPipeline(
      PipelineOptions options,
      ImageFetcher fetcher,
      ImageExplainer explainer,
      AuditSampler sampler,
      ImageFinisher finisher,
      FailureRecords failures,
      Consumer<Throwable> fatal,
      MeterRegistry meters,
      LongSupplier nanoTime) {
    this.computing = new ComputingImages(TOLERATED, nanoTime);
    this.fetcher = fetcher;
    this.explainer = explainer;
    this.sampler = sampler;
    this.finisher = finisher;
    this.failures = failures;
    this.fatal = fatal;
    this.metrics = new PipelineMetrics(meters);
    this.files = new ImageMemory(options.fileBytes());
    this.memory = new ImageMemory(options.memoryBytes());
    this.inference = new BisectingExplainer<>(explainer::explain, options.batchSize());
    this.processors = new Processors(options.processors());
    this.processorsOfBatch = options.processorsOfBatch();
    this.roomForExplained = new Semaphore(options.batchSize());
    this.batcher = new MicroBatcher<>(options.batchSize(), options.batchLinger());
    this.fetching = StageThreads.pool("fetch", options.fetchThreads());
    this.finishing = StageThreads.pool("upload", options.uploadThreads());
    this.suspects = StageThreads.pool("suspect", 1);
    startInference(options.inferenceThreads());
    registerGauges();
  }

  private void startInference(int threads) {
    ThreadFactory factory = StageThreads.factory("inference");
    for (int i = 0; i < threads; i++) {
      Thread thread = factory.newThread(this::inferUntilClosed);
      inferring.add(thread);
      thread.start();
    }
  }

  private void registerGauges() {
    metrics.queue("fetch", () -> fetching.getQueue().size());
    metrics.queue("batch", batcher::waiting);
    metrics.queue("upload", () -> finishing.getQueue().size());
    metrics.queue("suspect", () -> suspects.getQueue().size());
    metrics.gauge(
        "camstream.worker.batch.limit",
        "Current limit on the images of a batch; below the setting after memory ran out",
        "images",
        inference::batchSize);
    metrics.gauge(
        "camstream.worker.image.memory", "Memory of decoded images", "bytes", memory::taken);
  }

  @Override
  public CompletableFuture<Outcome> submit(PendingImage image) {
    Job job = new Job(image);
    fetching.execute(() -> shared(job, () -> fetchAndDecode(job)));
    return job.outcome();
  }

  @Override
  public CompletableFuture<Outcome> submitAlone(
      PendingImage image, Supplier<CompletableFuture<PendingImage>> begin) {
    Job job = new Job(image);
    suspects.execute(
        () -> guarded(job, () -> explainAlone(job, begin), e -> failForMemory(job, e)));
    return job.outcome();
  }

  @Override
  public CompletableFuture<Outcome> setAside(PendingImage image, Failure failure) {
    Job job = new Job(image);
    finishing.execute(
        () ->
            guarded(
                job,
                () -> {
                  finisher.withdraw(job.reference());
                  job.end(new Outcome.Failed(failure));
                },
                e -> failForMemory(job, e)));
    return job.outcome();
  }

  @Override
  public boolean holdsUp(CompletableFuture<Outcome> outcome) {
    return computing.holdsUp(outcome);
  }

  private void fetchAndDecode(Job job) throws ImageFailure, InterruptedException {
    DecodedImage image;
    // A share for a file is always taken before one for its image, so there is no deadlock.
    try (Lease ignored = files.take(job.reference().getSize())) {
      byte[] file = fetch(job);
      job.hold(memory.take(memoryNeeded(file)));
      image = decode(job, file);
    }
    batcher.put(new Decoded(job, image));
  }

  private byte[] fetch(Job job) throws ImageFailure, InterruptedException {
    return job.timed(Stage.FETCH, metrics, () -> fetcher.fetch(job.reference()));
  }

  private long memoryNeeded(byte[] file) throws ImageFailure {
    try {
      return explainer.memoryNeeded(file);
    } catch (UnreadableImageException e) {
      throw new ImageFailure(Stage.DECODE, e.code(), e.getMessage(), false, e);
    }
  }

  private DecodedImage decode(Job job, byte[] file) throws ImageFailure, InterruptedException {
    return job.timed(
        Stage.DECODE,
        metrics,
        () ->
            computing.during(
                List.of(job),
                () -> {
                  try {
                    return explainer.decode(file);
                  } catch (UnreadableImageException e) {
                    throw new ImageFailure(Stage.DECODE, e.code(), e.getMessage(), false, e);
                  }
                }));
  }

  private void inferUntilClosed() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        infer(batcher.take(inference.batchSize()));
      }
    } catch (InterruptedException e) {
      LOG.debug("The pipeline is closing.");
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Not caused by an image: for instance, a native library is missing.
      fatal.accept(e);
    }
  }

  private void infer(List<Decoded> taken) throws InterruptedException {
    metrics.batch(taken.size());
    List<Decoded> batch = taken.stream().filter(decoded -> !dropped(decoded.job())).toList();
    if (batch.isEmpty()) {
      return;
    }
    var results = audited(batch, explain(batch));
    for (int i = 0; i < batch.size(); i++) {
      Job job = batch.get(i).job();
      DecodedImage image = batch.get(i).image();
      var result = results.get(i);
      // The queue of the pool is unbounded, and the model input is not counted in the image memory.
      roomForExplained.acquire();
      finishing.execute(
          () -> {
            roomForExplained.release();
            shared(job, () -> finish(job, image, result));
          });
    }
  }

  private List<ImageResult<ImageExplanation>> explain(List<Decoded> batch)
      throws InterruptedException {
    List<DecodedImage> images = batch.stream().map(Decoded::image).toList();
    List<Job> jobs = batch.stream().map(Decoded::job).toList();
    try {
      return processors.use(
          processorsOfBatch, () -> computing.during(jobs, () -> inference.explain(images)));
    } catch (ImageFailure e) {
      throw new IllegalStateException("failed images are results of the inference", e);
    }
  }

  private List<ImageResult<ImageExplanation>> audited(
      List<Decoded> batch, List<ImageResult<ImageExplanation>> results)
      throws InterruptedException {
    return sampler.isOff()
        ? results
        : processors.use(
            processorsOfBatch, () -> new EvidenceStage(explainer, sampler).audited(batch, results));
  }

  private void finish(Job job, DecodedImage image, ImageResult<ImageExplanation> result)
      throws ImageFailure, InterruptedException {
    if (result instanceof ImageResult.Explained<ImageExplanation> explained) {
      job.note(Stage.INFER, explained.millis(), metrics);
      ImageFinisher.Rendered rendered = render(job, image, explained.explanation());
      job.end(finisher.store(job, image, explained, rendered, metrics));
    } else if (result instanceof ImageResult.Failed<ImageExplanation> failed) {
      boolean retriable = failed.code().equals(InferenceException.Code.OUT_OF_MEMORY.name());
      throw new ImageFailure(
          Stage.INFER, failed.code(), failed.message(), retriable, failed.cause());
    }
  }

  private ImageFinisher.Rendered render(Job job, DecodedImage image, ImageExplanation explanation)
      throws ImageFailure, InterruptedException {
    return processors.use(
        1,
        () ->
            job.timed(
                Stage.RENDER,
                metrics,
                () ->
                    computing.during(
                        List.of(job), () -> finisher.render(job.reference(), image, explanation))));
  }

  private void explainAlone(Job job, Supplier<CompletableFuture<PendingImage>> begin)
      throws ImageFailure, InterruptedException {
    byte[] file = fetch(job);
    job.hold(memory.takeAll());
    job.begun(await(begin.get()));
    DecodedImage image = decode(job, file);
    List<Decoded> alone = List.of(new Decoded(job, image));
    finish(job, image, audited(alone, explain(alone)).get(0));
  }

  private static PendingImage await(CompletableFuture<PendingImage> begun)
      throws InterruptedException {
    try {
      return begun.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the attempt could not be counted", e);
    }
  }

  private void shared(Job job, Step step) {
    guarded(job, step, e -> retryAlone(job, e));
  }

  /** Runs a step of an image's work and turns exceptions into the failure of this image. */
  private void guarded(Job job, Step step, Consumer<OutOfMemoryError> onOutOfMemory) {
    if (dropped(job)) {
      return;
    }
    try {
      step.run();
    } catch (ImageFailure e) {
      fail(job, e);
    } catch (CancellationException e) {
      LOG.debug("The image was cancelled.", e);
      job.release();
    } catch (InterruptedException e) {
      job.release();
      Thread.currentThread().interrupt();
    } catch (StoreDeniedException | UserError e) {
      job.release();
      fatal.accept(e);
    } catch (RuntimeException | StackOverflowError e) {
      failUnexpectedly(job, e);
    } catch (OutOfMemoryError e) {
      job.release();
      onOutOfMemory.accept(e);
    } catch (Throwable e) {
      job.release();
      fatal.accept(e);
    }
  }

  /** Whether the job was cancelled; if so, releases its memory. */
  private static boolean dropped(Job job) {
    if (job.abandoned()) {
      job.release();
      return true;
    }
    return false;
  }

  private void fail(Job job, ImageFailure failure) {
    LOG.debug("An image failed in stage {}: {}", failure.stage(), failure.code(), failure);
    try {
      if (mayHaveStored(job)) {
        finisher.withdraw(job.reference());
      }
      job.end(new Outcome.Failed(failures.of(job.image(), failure)));
    } catch (InterruptedException e) {
      job.release();
      Thread.currentThread().interrupt();
    } catch (StoreDeniedException e) {
      job.release();
      fatal.accept(e);
    }
  }

  /** This attempt, or an earlier one whose worker died before it sent an outcome. */
  private static boolean mayHaveStored(Job job) {
    return job.stage() == Stage.STORE || job.image().getAttempts() > 1;
  }

  private void failUnexpectedly(Job job, Throwable bug) {
    LOG.error("Unexpected failure in stage {}", job.stage(), bug);
    String message = "unexpected: " + bug;
    fail(job, new ImageFailure(job.stage(), FailureRecords.INTERNAL_ERROR, message, true, bug));
  }

  /** Other images may have filled the memory, so the image is retried alone. */
  private void retryAlone(Job job, OutOfMemoryError failure) {
    LOG.warn("Out of memory in stage {}; the image is retried alone.", job.stage(), failure);
    Supplier<CompletableFuture<PendingImage>> begin =
        () -> CompletableFuture.completedFuture(job.image());
    suspects.execute(
        () -> guarded(job, () -> explainAlone(job, begin), e -> failForMemory(job, e)));
  }

  private void failForMemory(Job job, OutOfMemoryError failure) {
    String message = "out of memory, also with this image alone";
    fail(
        job,
        new ImageFailure(
            job.stage(), InferenceException.Code.OUT_OF_MEMORY.name(), message, true, failure));
  }

  /**
   * Stops all work, within 5 seconds if it can be interrupted. Pending outcomes are never
   * completed.
   *
   * @see #terminated()
   */
  @Override
  public void close() {
    List<ThreadPoolExecutor> pools = List.of(fetching, suspects, finishing);
    pools.forEach(ThreadPoolExecutor::shutdownNow);
    inferring.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    try {
      for (ThreadPoolExecutor pool : pools) {
        pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      for (Thread thread : inferring) {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether all threads have ended, so that the engine may be closed. */
  public boolean terminated() {
    return fetching.isTerminated()
        && suspects.isTerminated()
        && finishing.isTerminated()
        && inferring.stream().noneMatch(Thread::isAlive);
  }
}
