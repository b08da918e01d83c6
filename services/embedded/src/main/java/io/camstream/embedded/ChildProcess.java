package io.camstream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own, which ends with this JVM, however this JVM ends (see {@link
 * GuardedMain}).
 *
 * <p>Its output goes to the log at debug level; the last lines are kept, to say why it did not
 * start. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int KEPT_LINES = 40;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(7);

  /** What a child may see of our environment: no setting of ours may change how it runs. */
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "TMPDIR", "LANG", "TZ");

  private final String name;
  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts the command and waits until it prints a line that matches {@code readyLine}.
   *
   * @return the running process; {@link #readyMatch} holds the line, for example to read the port
   * @throws ServerStartException if it ends, or prints no such line within the limit
   */
  public static ChildProcess start(ChildCommand command, Pattern readyLine, Duration limit) {
    ChildProcess child = new ChildProcess(command.name(), launch(command));
    Thread reader = new Thread(() -> child.readOutput(readyLine), command.name() + "-output");
    reader.setDaemon(true);
    reader.start();
    try {
      child.awaitReady(limit);
      return child;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
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

  private void readOutput(Pattern readyLine) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        Matcher matcher = readyLine.matcher(line);
        if (!ready.isDone() && matcher.find()) {
          ready.complete(matcher);
        }
      }
      ready.completeExceptionally(new IOException("its output ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
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
      Thread.currentThread().interrupt();
      throw new ServerStartException("The start of the %s was interrupted".formatted(name), e);
    }
  }

  private ServerStartException failed(String what, Throwable cause) {
    String output;
    synchronized (lastLines) {
      output = String.join(System.lineSeparator(), lastLines);
    }
    LOG.error("The {} {}. Its last output:\n{}", name, what, output);
    return new ServerStartException(
        "The %s %s. Its last line: %s".formatted(name, what, lastLine(output)), cause);
  }

  private static String lastLine(String output) {
    return output.isBlank() ? "(none)" : output.substring(output.lastIndexOf('\n') + 1).strip();
  }

  /** The match of the line that said the server is ready. */
  public Matcher readyMatch() {
    return ready.join();
  }

  /** Process id, for diagnosis. */
  public long pid() {
    return process.pid();
  }

  /**
   * @throws IllegalStateException if it has ended
   */
  public void requireRunning() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "The %s has ended with exit code %d".formatted(name, process.exitValue()));
    }
  }

  /** Asks the process to end, waits a few seconds, then kills it. Returns when it has ended. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The {} did not end within {} s: killing it", name, STOP_LIMIT.toSeconds());
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
