package io.camstream.platform.objectstore;

/** Failure of an object store; the subclass determines how to react. */
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

  /** Stable code for failure records, such as {@code OBJECT_GONE}. */
  public String code() {
    return code;
  }
}
