package io.camstream.platform.error;

/**
 * A mistake that the user can fix: a wrong setting, a missing topic, rejected credentials.
 *
 * <p>The message is the one line that the user sees; it names the input that was wrong and what to
 * do. The process ends with exit code 1 and prints no stack trace.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, with which input, and what to do; without secrets
   */
  public UserError(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, with which input, and what to do; without secrets
   * @param cause kept for the debug log
   */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
