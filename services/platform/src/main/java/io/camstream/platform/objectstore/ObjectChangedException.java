package io.camstream.platform.objectstore;

/** The object has been replaced by another version than the requested one. */
public final class ObjectChangedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectChangedException(String message) {
    super("OBJECT_CHANGED", message, null);
  }

  public ObjectChangedException(String message, Throwable cause) {
    super("OBJECT_CHANGED", message, cause);
  }
}
