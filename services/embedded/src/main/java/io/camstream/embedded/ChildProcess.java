package io.camstream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a child process, which ends with this JVM, however this JVM ends (see {@link
 * GuardedMain}).
 *
 * <p>Its output goes to the log at debug level. The last lines are kept to report why it did not
 * start or has ended. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int KEPT_LINES = 40;
  private static final Pattern NEVER = Pattern.compile("(?!)");
  private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL)\\b");

  /**
   * Time for a child to become ready. Long, since a busy machine may need minutes, and nothing is
   * gained by giving up earlier: a server that can't start ends by itself, which is noticed at
   * once.
   */
  static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** Longer than a child gives itself. */
  private static final Duration STOP_LIMIT = GuardedMain.GRACE.plusSeconds(2);

  private static final String DISK_FULL = "No space left on device";

  /** The variables that a child inherits: none of ours may change how it runs. */
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "TMPDIR", "LANG", "TZ");

  private final String name;
  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts the command and waits until it prints a line that matches {@code readyLine}.
   *
   * @return the running process; {@link #readyMatch} gives the line, for example to read the port
   * @throws ServerStartException if it ends, or prints no such line within the limit
   */
  public static ChildProcess start(ChildCommand command, Pattern readyLine, Duration limit) {
    return start(command, readyLine, limit, line -> {});
  }

  /**
   * Starts the command as {@link #start(ChildCommand, Pattern, Duration)} does.
   *
   * @param lineListener receives each line of the output, on the thread that reads it, so it must
   *     not block
   */
  static ChildProcess start(
      ChildCommand command, Pattern readyLine, Duration limit, Consumer<String> lineListener) {
    ChildProcess child = launched(command, readyLine, lineListener);
    try {
      child.awaitReady(limit);
      return child;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /**
   * Runs a command that ends by itself.
   *
   * @throws ServerStartException if it fails, or does not end within the limit
   */
  static void run(ChildCommand command, Duration limit) {
    ChildProcess child = launched(command, NEVER, line -> {});
    try {
      child.outputEnded.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (child.process.waitFor() != 0) {
        throw child.failed("can't be prepared", null);
      }
    } catch (TimeoutException | ExecutionException e) {
      throw child.failed("was not prepared within %d seconds".formatted(limit.toSeconds()), e);
    } catch (InterruptedException e) {
      throw child.interrupted(e);
    } finally {
      child.close();
    }
  }

  private static ChildProcess launched(
      ChildCommand command, Pattern readyLine, Consumer<String> lineListener) {
    ChildProcess child = new ChildProcess(command.name(), launch(command));
    Thread reader =
        new Thread(() -> child.readOutput(readyLine, lineListener), command.name() + "-output");
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private static Process launch(ChildCommand command) {
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .directory(command.directory().toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.putAll(command.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ServerStartException(
          "The %s can't be started: %s".formatted(command.name(), e.getMessage()), e);
    }
  }

  private void readOutput(Pattern readyLine, Consumer<String> lineListener) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        lineListener.accept(line);
        Matcher matcher = readyLine.matcher(line);
        if (!ready.isDone() && matcher.find()) {
          ready.complete(matcher);
        }
      }
      ready.completeExceptionally(new IOException("its output ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    } finally {
      outputEnded.complete(null);
    }
  }

  private void keep(String line) {
    LOG.debug("{}: {}", name, line);
    synchronized (lastLines) {
      if (lastLines.size() == KEPT_LINES) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    }
  }

  private void awaitReady(Duration limit) {
    try {
      ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failed("was not ready within %d seconds".formatted(limit.toSeconds()), e);
    } catch (ExecutionException e) {
      throw failed("ended before it was ready", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ServerStartException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ServerStartException("The start of the %s was interrupted".formatted(name), cause);
  }

  private ServerStartException failed(String what, Throwable cause) {
    LOG.error("The {} {}. Its last output:\n{}", name, what, String.join("\n", output()));
    return new ServerStartException("The %s %s: %s".formatted(name, what, reason()), cause);
  }

  private List<String> output() {
    synchronized (lastLines) {
      return List.copyOf(lastLines);
    }
  }

  /** The line of the output that most likely gives the reason of a failure. */
  private String reason() {
    List<String> lines = output();
    for (String line : lines) {
      if (line.contains(DISK_FULL)) {
        return "no space is left on its disk. " + line.strip();
      }
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (ERROR.matcher(lines.get(i)).find()) {
        return lines.get(i).strip();
      }
    }
    return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1).strip();
  }

  /** Match of the ready line. */
  public Matcher readyMatch() {
    return ready.join();
  }

  /** Process id, for diagnosis. */
  public long pid() {
    return process.pid();
  }

  /**
   * Checks that the process runs.
   *
   * @throws ServerEndedException with the reason if it has ended
   */
  public void requireRunning() {
    if (!process.isAlive()) {
      String message =
          "The %s has ended with exit code %d: %s".formatted(name, process.exitValue(), reason());
      LOG.error("{}\nIts last output:\n{}", message, String.join("\n", output()));
      throw new ServerEndedException(message);
    }
  }

  /**
   * Asks the process to end, and kills it if it takes too long. Returns when it has ended, also on
   * a thread that is interrupted, which stays so.
   */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process
        .onExit()
        .completeOnTimeout(process, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    if (process.isAlive()) {
      LOG.warn("The {} did not end within {} s: killing it", name, STOP_LIMIT.toSeconds());
      process.destroyForcibly().onExit().join();
    }
  }
}
