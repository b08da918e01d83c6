package io.camstream.admin;

import io.camstream.platform.service.UserErrors;
import java.util.Optional;

/**
 * One line of the doctor.
 *
 * @param name what was looked at
 * @param state how it is
 * @param detail what was found, or what is wrong and what to do; without secrets
 */
public record DoctorCheck(String name, State state, String detail) {
  /** How it is. */
  public enum State {
    /** As it should be. */
    GOOD,
    /** Not there, and not needed by everybody. */
    OPEN,
    /** To be mended. */
    BAD
  }

  static DoctorCheck good(String name, String detail) {
    return new DoctorCheck(name, State.GOOD, detail);
  }

  static DoctorCheck bad(String name, String detail) {
    return new DoctorCheck(name, State.BAD, detail);
  }

  /** What is wrong is what was thrown; if it is a mistake that can be mended, in those words. */
  static DoctorCheck failed(String name, Exception failure) {
    Optional<String> mistake = UserErrors.in(failure).map(Throwable::getMessage);
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return bad(name, mistake.orElse(message));
  }

  /** Runs a probe; what it throws is what is wrong. */
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

  /** Looks at one thing. */
  @FunctionalInterface
  interface Probe {
    /** Returns what was found. */
    String run() throws Exception;
  }
}
