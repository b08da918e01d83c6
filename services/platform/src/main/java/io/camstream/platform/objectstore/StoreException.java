package io.camstream.platform.objectstore;

/** What can go wrong with an object store; the subclass says what to do about it. */
public abstract sealed class StoreException extends RuntimeException
    permits StoreUnavailableException,
        StoreDeniedException,
        ObjectGoneException,
        ObjectChangedException,
        ObjectTooLargeException,
        ObjectNameException {
  private static final long serialVersionUID = 1L;

  private final String code;

  StoreException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Stable and short, such as {@code OBJECT_GONE}; for failure records. */
  public String code() {
    return code;
  }
}
