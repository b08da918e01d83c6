package io.camstream.chaos.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Signals that Java can't send by itself. */
final class Signals {
  private Signals() {}

  /**
   * Stops a process (SIGSTOP), and lets it go on (SIGCONT) after a while. A shell does both, so
   * that no process stays stopped even if this JVM is killed in between.
   *
   * @return the shell, which ends when the process goes on
   */
  static Process pause(long pid, Duration lasting) {
    String script = "kill -STOP $1 && { sleep $2; kill -CONT $1; }";
    String seconds = Double.toString(lasting.toMillis() / 1000.0);
    try {
      return new ProcessBuilder(List.of("sh", "-c", script, "pause", Long.toString(pid), seconds))
          .inheritIO()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
