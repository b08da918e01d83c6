package io.camstream.platform.objectstore;

/** There is no such object, or no such version of it any more. */
public final class ObjectGoneException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectGoneException(String message) {
    super("OBJECT_GONE", message, null);
  }

  public ObjectGoneException(String message, Throwable cause) {
    super("OBJECT_GONE", message, cause);
  }
}
