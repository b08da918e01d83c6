package io.camstream.platform.service;

/**
 * Whether a service can do its work now.
 *
 * @param reason in a few words, such as "waiting for the object store"; without secrets
 */
public record Readiness(boolean ready, String reason) {

  public static Readiness ready(String reason) {
    return new Readiness(true, reason);
  }

  public static Readiness notReady(String reason) {
    return new Readiness(false, reason);
  }
}
