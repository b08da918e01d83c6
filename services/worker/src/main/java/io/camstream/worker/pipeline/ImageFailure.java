package io.camstream.worker.pipeline;

import io.camstream.schemas.Stage;

/** Why one image can't be explained; becomes its failure record. */
final class ImageFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final String code;
  private final boolean retriable;

  /**
   * @param stage where it happened
   * @param code stable and short
   * @param message one line for people
   * @param retriable whether doing the same again later may help
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
