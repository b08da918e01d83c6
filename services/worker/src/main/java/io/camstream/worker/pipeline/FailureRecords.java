package io.camstream.worker.pipeline;

import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Creates the records of images that could not be explained. Thread-safe. */
public final class FailureRecords {

  /** Code of an unexpected exception; the log has the details. */
  public static final String INTERNAL_ERROR = "INTERNAL_ERROR";

  /**
   * Code of an image whose processing crashed the worker, or blocked it until it was stopped, each
   * time.
   */
  public static final String WORKER_DIED = "WORKER_DIED";

  /** Code of a record of the images topic that is not an image reference. */
  public static final String UNREADABLE_REFERENCE = "UNREADABLE_REFERENCE";

  private static final int MAX_MESSAGE = 1000;

  private final String worker;
  private final Clock clock;

  public FailureRecords(WorkerIdentity worker, Clock clock) {
    this.worker = worker.name();
    this.clock = clock;
  }

  Failure of(PendingImage image, ImageFailure failure) {
    return of(image, failure.stage(), failure.code(), failure.getMessage(), failure.retriable());
  }

  /** The failure of an image after an unexpected exception. */
  public Failure internalError(PendingImage image, Throwable bug) {
    return of(image, Stage.UNKNOWN, INTERNAL_ERROR, "unexpected: " + bug, true);
  }

  /** The failure of an image that has crashed the worker as often as is tolerated. */
  public Failure workerDied(PendingImage image) {
    String message =
        "the worker's process died, or was held up until it was stopped, "
            + image.getAttempts()
            + " times while it worked on this image, the last time on this image alone";
    return of(image, Stage.UNKNOWN, WORKER_DIED, message, true);
  }

  /**
   * The failure of a record of the images topic that can't be deserialized.
   *
   * @param reference the known fields: at least bucket and key
   */
  public Failure unreadableReference(ImageReference reference, String message) {
    PendingImage image =
        PendingImage.newBuilder()
            .setReference(reference)
            .setAttempts(0)
            .setBufferedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .build();
    return of(image, Stage.UNKNOWN, UNREADABLE_REFERENCE, message, false);
  }

  private Failure of(
      PendingImage image, Stage stage, String code, String message, boolean retriable) {
    return Failure.newBuilder()
        .setReference(image.getReference())
        .setStage(stage)
        .setCode(code)
        .setMessage(oneLine(message))
        .setAttempts(image.getAttempts())
        .setRetriable(retriable)
        .setFailedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .setWorker(worker)
        .build();
  }

  /** Bounds messages, which may quote untrusted input. */
  private static String oneLine(String message) {
    String text = String.valueOf(message).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }
}
