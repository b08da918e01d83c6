package io.camstream.worker.pipeline;

import io.camstream.schemas.Stage;

/** The failure of one image, which becomes its failure record. */
final class ImageFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final String code;
  private final boolean retriable;

  /**
   * @param stage that failed
   * @param code stable and short, such as {@code OUT_OF_MEMORY}
   * @param message one line for a user
   * @param retriable whether a replay may succeed
   */
  ImageFailure(Stage stage, String code, String message, boolean retriable, Throwable cause) {
    super(message, cause);
    this.stage = stage;
    this.code = code;
    this.retriable = retriable;
  }

  Stage stage() {
    return stage;
  }

  String code() {
    return code;
  }

  boolean retriable() {
    return retriable;
  }
}
