package io.camstream.platform.objectstore;

/** The object is larger than the caller's limit. */
public final class ObjectTooLargeException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectTooLargeException(String message) {
    super("OBJECT_TOO_LARGE", message, null);
  }

  public ObjectTooLargeException(String message, Throwable cause) {
    super("OBJECT_TOO_LARGE", message, cause);
  }
}
