package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command line in a process of its own, as a user starts it. Closing kills what is left. */
public final class CommandProcess implements AutoCloseable {
  /** Enough for a machine that is busy with other things. */
  public static final Duration LIMIT = Duration.ofMinutes(4);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private final List<ProcessHandle> descendants = new ArrayList<>();

  private CommandProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::readOutput, "command-output");
    reader.setDaemon(true);
    reader.start();
  }

  public static CommandProcess start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher does it, but for a compiler that is quick to start.
    command.addAll(
        List.of(
            "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dai.djl.offline=true"));
    command.add("-Dcamstream.servers=" + System.getProperty("camstream.servers"));
    command.add("-Dcamstream.demo=" + demo());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      return new CommandProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the demo's model and images. */
  public static Path demo() {
    return Path.of("..", "..", "infra", "demo").toAbsolutePath().normalize();
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("(output can't be read: " + e + ")");
    }
  }

  /** What it has printed until now. */
  public List<String> lines() {
    return lines;
  }

  /** Waits until it prints a line in which the pattern is found. */
  public Matcher awaitLine(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(process.isAlive() || found(wanted).isPresent())
                  .as("ended without a line like %s: %s", pattern, lines)
                  .isTrue();
              return found(wanted).isPresent();
            });
    return found(wanted).orElseThrow();
  }

  private Optional<Matcher> found(Pattern pattern) {
    return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  /** It and all that it has started. */
  List<ProcessFacts> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> new ProcessFacts(handle.pid()))
        .toList();
  }

  /** Waits until it has started as many processes of its own. */
  public void awaitDescendants(int count) {
    await().atMost(LIMIT).until(() -> process.descendants().count() >= count);
  }

  /** Presses Ctrl-C: a terminal sends the signal to the process and to all that it started. */
  public void interrupt() throws Exception {
    process.descendants().forEach(descendants::add);
    List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
    Stream.concat(Stream.of(process.toHandle()), descendants.stream())
        .map(handle -> Long.toString(handle.pid()))
        .forEach(kill::add);
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  /** Waits until it has ended and all of its output is read. */
  public int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .as("still running: %s", lines)
        .isTrue();
    reader.join();
    return process.exitValue();
  }

  /** Those that it had started when it was interrupted, and that still run. */
  public List<ProcessHandle> leftovers() {
    return descendants.stream().filter(ProcessHandle::isAlive).toList();
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
