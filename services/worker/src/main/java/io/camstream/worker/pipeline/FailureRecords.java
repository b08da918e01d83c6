package io.camstream.worker.pipeline;

import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Stage;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Makes the records of images that could not be explained. Thread-safe. */
public final class FailureRecords {

  /** Something that should not happen did; the log has the details. */
  public static final String INTERNAL_ERROR = "INTERNAL_ERROR";

  /** The worker died, or had to be stopped, each time that it worked on this image. */
  public static final String WORKER_DIED = "WORKER_DIED";

  /** What came by the images topic is no reference. */
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

  /** The image can't be explained because of a mistake in this software. */
  public Failure internalError(PendingImage image, Throwable bug) {
    return of(image, Stage.UNKNOWN, INTERNAL_ERROR, "unexpected: " + bug, true);
  }

  /** The image has killed the worker as often as is tolerated. */
  public Failure workerDied(PendingImage image) {
    String message =
        "the worker's process died, or was held up until it was stopped, "
            + image.getAttempts()
            + " times while it worked on this image, the last time on this image alone";
    return of(image, Stage.UNKNOWN, WORKER_DIED, message, true);
  }

  /**
   * A record of the images topic can't be read.
   *
   * @param reference what is known of the image: at least bucket and key
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

  /** Messages may quote hostile input. */
  private static String oneLine(String message) {
    String text = String.valueOf(message).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }
}
