package io.camstream.engine.convnext;

/**
 * The folder holds no checkpoint that can be used. The message is one line for a user: what is
 * wrong, with which file, and what to do. It may repeat names from the files, which anyone may have
 * written: control characters become {@code ?}, and what is too long is cut.
 */
public final class CheckpointException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MAX_CHARACTERS = 1000;

  public CheckpointException(String message) {
    super(line(message));
  }

  public CheckpointException(String message, Throwable cause) {
    super(line(message), cause);
  }

  private static String line(String message) {
    String visible = message.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return visible.length() <= MAX_CHARACTERS
        ? visible
        : visible.substring(0, MAX_CHARACTERS - 1) + "…";
  }
}
