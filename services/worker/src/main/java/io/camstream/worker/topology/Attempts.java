package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import java.util.function.Predicate;

/**
 * Counts the attempts at an image that ended with the death of the worker. An image is also
 * reassigned while its worker lives: when another worker joins, after a broker outage, at an
 * orderly shutdown. Such an attempt is not counted, so that outages don't make an image fail,
 * unless the image kept the worker busy for too long. Thread-safe.
 */
final class Attempts {

  private final String run;
  private final Predicate<String> lives;

  /**
   * @param run unique id of this worker's process
   * @param lives whether the process of a run is in the consumer group now
   */
  Attempts(String run, Predicate<String> lives) {
    this.run = run;
    this.lives = lives;
  }

  /** The image with one more attempt, by this run. */
  PendingImage counted(PendingImage image) {
    return PendingImage.newBuilder(image)
        .setAttempts(image.getAttempts() + 1)
        .setBegunBy(run)
        .build();
  }

  /** The image for its next owner: without the last attempt if the worker that made it is alive. */
  PendingImage judged(PendingImage image) {
    String by = image.getBegunBy();
    boolean handedOver = !by.isEmpty() && (by.equals(run) || lives.test(by));
    return handedOver ? takenBack(image) : image;
  }

  /** The image without an attempt by this run. */
  PendingImage givenBack(PendingImage image) {
    return image.getBegunBy().equals(run) ? takenBack(image) : image;
  }

  /** The image with the attempt of this run made permanent. */
  PendingImage kept(PendingImage image) {
    return image.getBegunBy().equals(run)
        ? PendingImage.newBuilder(image).setBegunBy("").build()
        : image;
  }

  private static PendingImage takenBack(PendingImage image) {
    return PendingImage.newBuilder(image)
        .setAttempts(image.getAttempts() - 1)
        .setBegunBy("")
        .build();
  }
}
