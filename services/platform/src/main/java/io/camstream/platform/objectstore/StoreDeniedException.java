package io.camstream.platform.objectstore;

/** Credentials rejected, bucket missing or store full: a user must fix it. */
public final class StoreDeniedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreDeniedException(String message) {
    super("STORE_DENIED", message, null);
  }

  public StoreDeniedException(String message, Throwable cause) {
    super("STORE_DENIED", message, cause);
  }
}
