package io.camstream.platform.kafka;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry did not answer within the time for retries. Retriable. */
public final class RegistryUnavailableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
