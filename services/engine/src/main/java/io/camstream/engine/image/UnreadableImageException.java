package io.camstream.engine.image;

/** The bytes are no image that this decoder reads. The message is one line for a user. */
public final class UnreadableImageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Code code;

  public UnreadableImageException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public UnreadableImageException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Stable name of the kind of failure, such as {@code UNREADABLE_IMAGE}. */
  public String code() {
    return code.name();
  }

  /** Kinds of failure. The names are part of the results: never rename one. */
  public enum Code {
    /** No bytes at all. */
    EMPTY_FILE,
    /** Not one of the formats, recognised by the first bytes. */
    UNSUPPORTED_FORMAT,
    /** Larger than the limits. */
    IMAGE_TOO_LARGE,
    /** Decoding would take, or took, more time or memory than the limits allow. */
    DECODE_LIMIT_EXCEEDED,
    /** The right format, but broken, truncated or of a kind that is not supported. */
    UNREADABLE_IMAGE
  }
}
