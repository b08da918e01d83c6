package io.camstream.engine;

/**
 * A batch could not be explained. One image may be to blame: try them one by one. The message is
 * one line for a user.
 */
public final class InferenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Code code;

  public InferenceException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public InferenceException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Stable name of the kind of failure, such as {@code OUT_OF_MEMORY}. */
  public String code() {
    return code.name();
  }

  /** Kinds of failure. The names are part of the results: never rename one. */
  public enum Code {
    /** The network gave NaN or infinity for an image. */
    NON_FINITE_LOGITS,
    /** Native memory ran out; a smaller batch may do. */
    OUT_OF_MEMORY,
    /** Anything else that the tensor library reported. */
    INFERENCE_FAILED
  }
}
