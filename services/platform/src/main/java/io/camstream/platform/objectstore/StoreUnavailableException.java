package io.camstream.platform.objectstore;

/** The store does not answer, or answers with a transient error. Retriable. */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super("STORE_UNAVAILABLE", message, null);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super("STORE_UNAVAILABLE", message, cause);
  }
}
