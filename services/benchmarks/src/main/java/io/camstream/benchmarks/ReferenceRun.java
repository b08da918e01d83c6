package io.camstream.benchmarks;

import io.camstream.cli.run.Resources;
import io.camstream.cli.run.ServiceGroup;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** Ingest and a worker on Kafka, between a store and an engine that do nothing. */
final class ReferenceRun implements AutoCloseable {

  private final Resources resources = new Resources();
  private final ServiceGroup services = resources.add(new ServiceGroup());
  private ExplanationCounter counter;
  private Service ingest;

  private ReferenceRun() {}

  /** Starts to publish references and to explain them. */
  static ReferenceRun start(SettingsLoader settings, int references) throws InterruptedException {
    return begun(
        run -> {
          EmptyStore store = new EmptyStore(references);
          run.startWorker(settings, store);
          run.startIngest(settings, store);
        });
  }

  /** Publishes all references, and then starts to explain them. */
  static ReferenceRun startPublished(SettingsLoader settings, int references)
      throws InterruptedException {
    return begun(
        run -> {
          EmptyStore store = new EmptyStore(references);
          run.startIngest(settings, store);
          PipelineWork.awaitEnd(run.ingest);
          run.startWorker(settings, store);
        });
  }

  @FunctionalInterface
  private interface Beginning {
    void of(ReferenceRun run) throws InterruptedException;
  }

  private static ReferenceRun begun(Beginning beginning) throws InterruptedException {
    ReferenceRun run = new ReferenceRun();
    try {
      beginning.of(run);
      return run;
    } catch (InterruptedException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void startWorker(SettingsLoader settings, EmptyStore store) throws InterruptedException {
    counter = resources.add(new ExplanationCounter(settings));
    Service worker =
        services.start(
            WorkerService.create(
                settings,
                store,
                IdleEngine::new,
                explained -> List.of(),
                new SimpleMeterRegistry()));
    services.awaitStarted();
    services.awaitReady(worker);
  }

  private void startIngest(SettingsLoader settings, EmptyStore store) {
    ingest = resources.add(IngestService.create(settings, store, new SimpleMeterRegistry()));
    ingest.start();
  }

  /** Waits for a total number of explanations, and returns the cost of the new ones. */
  Cost measure(long upTo) throws InterruptedException {
    long before = counter.explained();
    Stopwatch watch = Stopwatch.start();
    counter.await(upTo, () -> PipelineWork.requireSound(ingest, services));
    return watch.cost(counter.explained() - before);
  }

  @Override
  public void close() {
    resources.close();
  }
}
