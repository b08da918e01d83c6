package io.camstream.platform.objectstore;

/** The key can't be used with the client, such as one with a '..' segment. */
public final class ObjectNameException extends StoreException {
  private static final long serialVersionUID = 1L;

  public ObjectNameException(String message) {
    super("OBJECT_NAME_UNSUPPORTED", message, null);
  }

  public ObjectNameException(String message, Throwable cause) {
    super("OBJECT_NAME_UNSUPPORTED", message, cause);
  }
}
