package io.camstream.benchmarks;

import io.camstream.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code worker} in a process of its own, with the options of this one. */
final class BenchWorkerProcess implements AutoCloseable {

  private static final int END_SECONDS = 20;
  private static final long KILOBYTE = 1024;

  private final Process process;
  private final Path log;

  private BenchWorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param config file with addresses and credentials
   * @param settings further ones, none of them secret
   */
  static BenchWorkerProcess start(Path config, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("worker", "--config", config.toString()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    Path log = config.resolveSibling("worker.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new BenchWorkerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalStateException with its last words, if it has ended
   */
  void requireRunning() {
    if (!process.isAlive()) {
      try (Stream<String> lines = Files.lines(log)) {
        throw new IllegalStateException(
            "The worker has ended: " + lines.reduce((before, last) -> last).orElse("(no output)"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  double processorMillis() {
    return BenchProcessorTime.of(process.toHandle());
  }

  /** What it has in memory now, with the mapped checkpoint. */
  double memoryBytes() {
    return status("VmRSS:");
  }

  /** The most that it ever had in memory. */
  double peakMemoryBytes() {
    return status("VmHWM:");
  }

  private double status(String field) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTE)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no " + field + " in " + status));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can only be read on Linux", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
