package io.camstream.admin;

import io.camstream.platform.service.UserErrors;
import java.util.Optional;

/**
 * Result of one check.
 *
 * @param name what was checked
 * @param state result
 * @param detail what was found, or what is wrong and what to do; without secrets
 */
public record DoctorCheck(String name, State state, String detail) {
  /** Result of a check. */
  public enum State {
    /** Correct. */
    GOOD,
    /** Not set, and only some services need it. */
    OPEN,
    /** Wrong; the user must fix it. */
    BAD
  }

  static DoctorCheck good(String name, String detail) {
    return new DoctorCheck(name, State.GOOD, detail);
  }

  static DoctorCheck bad(String name, String detail) {
    return new DoctorCheck(name, State.BAD, detail);
  }

  /** Result of a probe that threw; a user's mistake is reported with its own message. */
  static DoctorCheck failed(String name, Exception failure) {
    Optional<String> mistake = UserErrors.in(failure).map(Throwable::getMessage);
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return bad(name, mistake.orElse(message));
  }

  /** Runs a probe; an exception becomes a bad result. */
  static DoctorCheck of(String name, Probe probe) {
    try {
      return good(name, probe.run());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return bad(name, "interrupted");
    } catch (Exception e) {
      return failed(name, e);
    }
  }

  /** Checks one thing. */
  @FunctionalInterface
  interface Probe {
    /** Returns what was found. */
    String run() throws Exception;
  }
}
