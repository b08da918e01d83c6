package io.camstream.embedded;

/** An embedded server ended while it was needed; the message is one line with the reason. */
public final class ServerEndedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ServerEndedException(String message) {
    super(message);
  }
}
