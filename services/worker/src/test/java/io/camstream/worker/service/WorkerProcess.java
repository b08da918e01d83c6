package io.camstream.worker.service;

import io.camstream.platform.service.HttpSettings;
import io.camstream.platform.service.ServiceRunner;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.pipeline.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A worker with the fake engine in a separate JVM, which a test can kill. */
public final class WorkerProcess implements AutoCloseable {

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * @param folder for the settings, which hold credentials, and the log
   */
  static WorkerProcess start(Path folder, Map<String, String> settings, Duration timeOfBatch)
      throws IOException {
    Path file = Files.createTempFile(folder, "worker", ".properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            file.toString(),
            timeOfBatch.toString());
    return new WorkerProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(file.getFileName() + ".log").toFile())
            .start());
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Processor time that it has needed. */
  Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the worker does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** In the child. */
  public static void main(String[] arguments) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.ISO_8859_1)) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    SettingsLoader loader = SettingsLoader.of(settings);
    Duration timeOfBatch = Duration.parse(arguments[1]);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    WorkerService worker =
        WorkerService.create(loader, () -> new FakeEngine(timeOfBatch), FakeEngine::render, meters);
    System.exit(ServiceRunner.run(worker, loader.load(HttpSettings.class), meters));
  }
}
