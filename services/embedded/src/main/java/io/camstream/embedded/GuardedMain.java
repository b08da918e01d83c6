package io.camstream.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of every child process. It ends when its standard input ends.
 *
 * <p>The parent holds the other end of that pipe and never writes to it. When the parent closes it,
 * or is killed in whatever way, the operating system ends the stream, so no child outlives its
 * parent. This class runs in the child alone and uses nothing but the JDK.
 */
public final class GuardedMain {
  static final String RUN_CLASS = "class";
  static final String RUN_PROGRAM = "program";

  private static final long GRACE_SECONDS = 5;

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
   * Ctrl-C reaches every process of the terminal at once. The parent decides when a server ends: it
   * still needs it to finish its own work.
   */
  private static void ignoreInterruptOfTerminal() {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
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
        // The parent never writes; whatever comes is of no interest.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end: the parent is gone.
    }
  }

  private static void haltAfterGrace() {
    Thread halt =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(GRACE_SECONDS);
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
      program.waitFor(GRACE_SECONDS - 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
