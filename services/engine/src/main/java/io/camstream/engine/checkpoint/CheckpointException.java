package io.camstream.engine.checkpoint;

/**
 * The folder holds no checkpoint that can be used. The message is one line for a user: what is
 * wrong, with which file, and what to do.
 */
public final class CheckpointException extends Exception {

  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
