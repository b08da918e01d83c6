package io.camstream.chaos.worker;

import io.camstream.platform.service.HttpSettings;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.ServiceRunner;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The worker in a process of its own, with the cheap engine and, if asked for, a flaw. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Arguments: file of settings, time of an image (ISO 8601), flaw. */
  public static void main(String[] arguments) {
    SettingsLoader settings =
        SettingsLoader.fromEnvironment(Optional.of(Path.of(arguments[0])), Map.of());
    Duration timeOfImage = Duration.parse(arguments[1]);
    MeterRegistry meters = new SimpleMeterRegistry();
    Service worker = worker(settings, timeOfImage, Flaw.valueOf(arguments[2]), meters);
    System.exit(ServiceRunner.run(worker, settings.load(HttpSettings.class), meters));
  }

  private static Service worker(
      SettingsLoader settings, Duration timeOfImage, Flaw flaw, MeterRegistry meters) {
    return flaw == Flaw.NONE
        ? WorkerService.create(
            settings, () -> new CheapEngine(timeOfImage), CheapPictures::render, meters)
        : new FlawedWorker(settings, new CheapEngine(timeOfImage), flaw, meters);
  }
}
