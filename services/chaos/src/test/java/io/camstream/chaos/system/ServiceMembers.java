package io.camstream.chaos.system;

import io.camstream.chaos.worker.Flaw;
import io.camstream.chaos.worker.WorkerMain;
import io.camstream.cli.Main;
import io.camstream.embedded.ChildCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The services, each in a process of its own: ingest and report by the real command line. */
public final class ServiceMembers {
  /** The health server has started; the service may still wait for others. */
  private static final String READY = "Health and metrics at";

  private static final int HEAP_MEGABYTES = 192;

  private final Path directory;
  private final SystemSettings settings;

  public ServiceMembers(Path directory, SystemSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  Launch ingest(String name) {
    return command(name, "ingest", Map.of());
  }

  Launch report(String name) {
    Path state = directory.resolve(name + "-state");
    return command(name, "report", Map.of("camstream.report.state-dir", state.toString()));
  }

  private Launch command(String name, String command, Map<String, String> others) {
    Path file = file(name, others);
    ChildCommand child =
        JavaCommand.of(
            name, directory, HEAP_MEGABYTES, Main.class, command, "--config", file.toString());
    return Launch.of(child, READY);
  }

  /**
   * @param timeOfImage what the engine takes for each
   */
  public Launch worker(String name, Duration timeOfImage, Flaw flaw) {
    Path file = file(name, Map.of("camstream.worker.name", name));
    ChildCommand child =
        JavaCommand.of(
            name,
            directory,
            HEAP_MEGABYTES,
            WorkerMain.class,
            file.toString(),
            timeOfImage.toString(),
            flaw.name());
    return Launch.of(child, READY);
  }

  private Path file(String name, Map<String, String> others) {
    Map<String, String> own = new HashMap<>(others);
    own.put("camstream.http.port", "0");
    return settings.writeTo(directory.resolve(name + ".properties"), own);
  }
}
