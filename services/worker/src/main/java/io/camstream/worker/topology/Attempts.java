package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import java.util.function.Predicate;

/**
 * Counts how often workers have begun with an image and died. An image also changes hands while its
 * worker lives: when another joins, when a broker has been away, when the worker is stopped in
 * order. Such an attempt is taken back, so that nobody is blamed for outages; unless the image was
 * what the worker could not get done. Thread-safe.
 */
final class Attempts {

  private final String run;
  private final Predicate<String> lives;

  /**
   * @param run of this worker's process; no other has the same
   * @param lives whether a run is in the workers' group now
   */
  Attempts(String run, Predicate<String> lives) {
    this.run = run;
    this.lives = lives;
  }

  /** The image with one attempt more, of this run. */
  PendingImage counted(PendingImage image) {
    return PendingImage.newBuilder(image)
        .setAttempts(image.getAttempts() + 1)
        .setBegunBy(run)
        .build();
  }

  /** The image as its next owner finds it: without the last attempt, if whoever made it lives. */
  PendingImage judged(PendingImage image) {
    String by = image.getBegunBy();
    boolean handedOver = !by.isEmpty() && (by.equals(run) || lives.test(by));
    return handedOver ? takenBack(image) : image;
  }

  /** The image without the attempt of this run, if there is one. */
  PendingImage givenBack(PendingImage image) {
    return image.getBegunBy().equals(run) ? takenBack(image) : image;
  }

  /** The image with the attempt of this run, which nobody takes back any more. */
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
