package io.camstream.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Main class of every child process, which exits when its standard input ends.
 *
 * <p>The parent holds the other end of that pipe and never writes to it. When the parent closes the
 * pipe or dies, by {@code kill -9} too, the operating system ends the stream, so no child outlives
 * its parent. This class runs in the child and uses only the JDK.
 */
public final class GuardedMain {
  static final String RUN_CLASS = "class";
  static final String RUN_PROGRAM = "program";

  /** Time that a server has to end by itself once its parent has closed the pipe. */
  static final Duration GRACE = Duration.ofSeconds(15);

  private GuardedMain() {}

  /**
   * Runs {@code class NAME ARGUMENT…} in this JVM, or {@code program PATH ARGUMENT…} as its child.
   */
  public static void main(String[] args) throws Exception {
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    ignoreInterruptOfTerminal();
    InputStream parent = System.in;
    if (args[0].equals(RUN_CLASS)) {
      guard(parent, () -> {});
      runClass(rest.get(0), rest.subList(1, rest.size()));
    } else {
      System.exit(runProgram(parent, rest));
    }
  }

  /**
   * Ctrl-C reaches every process of the terminal at once, but the parent needs its servers until it
   * has finished its own work, and ends them then.
   */
  private static void ignoreInterruptOfTerminal() {
    // Not SIG_IGN: Kafka wraps the handler that it finds and calls it, which that one refuses.
    Signal.handle(new Signal("INT"), signal -> {});
  }

  private static void guard(InputStream parent, Runnable beforeExit) {
    Thread guard =
        new Thread(
            () -> {
              awaitEnd(parent);
              haltAfterGrace();
              beforeExit.run();
              System.exit(0);
            },
            "parent-guard");
    guard.setDaemon(true);
    guard.start();
  }

  private static void awaitEnd(InputStream parent) {
    try (parent) {
      while (parent.read() >= 0) {
        // The parent never writes.
      }
    } catch (IOException e) {
      // A broken pipe means the same as its end.
    }
  }

  private static void haltAfterGrace() {
    Thread halt =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(GRACE.toSeconds());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(1);
            },
            "halt-after-grace");
    halt.setDaemon(true);
    halt.start();
  }

  private static void runClass(String name, List<String> arguments) throws Exception {
    try {
      Class.forName(name)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      // The parent reports the last line that begins so.
      System.err.println("ERROR " + e.getCause().getMessage());
      System.exit(1);
    }
  }

  private static int runProgram(InputStream parent, List<String> command)
      throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(program::destroyForcibly, "kill-program"));
    guard(parent, () -> stop(program));
    return program.waitFor();
  }

  private static void stop(Process program) {
    program.destroy();
    try {
      program.waitFor(GRACE.toSeconds() - 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
