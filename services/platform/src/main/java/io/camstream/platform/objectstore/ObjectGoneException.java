package io.camstream.platform.objectstore;

/** The object or the version does not exist, or no longer. */
public final class ObjectGoneException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectGoneException(String message) {
    super("OBJECT_GONE", message, null);
  }

  public ObjectGoneException(String message, Throwable cause) {
    super("OBJECT_GONE", message, cause);
  }
}
