package io.camstream.chaos.system;

import io.camstream.embedded.ChildCommand;
import io.camstream.embedded.ChildProcess;
import java.time.Duration;
import java.util.regex.Pattern;

/** How a process is started, again and again, with the same ports and data. */
@FunctionalInterface
interface Launch {

  /** Enough for a machine that is busy with other things. */
  Duration LIMIT = Duration.ofSeconds(90);

  /** Starts the process; returns when it runs. */
  Started start();

  /** A process that has been started. */
  interface Started {
    long pid();

    /** Stops it if it runs. */
    void close();
  }

  /** Of a program that prints a line when it runs. */
  static Launch of(ChildCommand command, String readyLine) {
    Pattern ready = Pattern.compile(Pattern.quote(readyLine));
    return () -> {
      ChildProcess process = ChildProcess.start(command, ready, LIMIT);
      return new Started() {
        @Override
        public long pid() {
          return process.pid();
        }

        @Override
        public void close() {
          process.close();
        }
      };
    };
  }
}
