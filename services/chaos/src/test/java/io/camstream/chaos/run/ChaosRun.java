package io.camstream.chaos.run;

import io.camstream.chaos.check.CheckVerdict;
import io.camstream.chaos.check.Checker;
import io.camstream.chaos.check.ImageOutcome;
import io.camstream.chaos.system.LiveSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a plan and has the result checked. */
final class ChaosRun {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);

  private final ChaosPlan plan;
  private final Path directory;

  ChaosRun(ChaosPlan plan, Path directory) {
    this.plan = plan;
    this.directory = directory;
  }

  ChaosResult run() throws InterruptedException {
    LOG.info("Seed {}: {} images, {} faults", plan.seed(), plan.images(), plan.faults().size());
    long begun = System.nanoTime();
    try (LiveSystem system = LiveSystem.start(directory, plan.timeOfImage());
        Checker checker = new Checker(system.settings().checked())) {
      try (FaultInjector faults = new FaultInjector(system)) {
        faults.begin(plan.faults());
        FutureTask<Void> flow = new FutureTask<>(() -> flow(system), null);
        new Thread(flow, "chaos-flow").start();
        faults.await();
        await(flow);
      }
      LOG.info("All faults are over and all images are there");
      new Settlement(checker).await();
      system.stopServices();
      CheckVerdict verdict = checker.check();
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      return new ChaosResult(plan, verdict, system.misbehaviour(), taken);
    }
  }

  private void flow(LiveSystem system) {
    ImageFlow images =
        new ImageFlow(system.settings().checked().store(), new ImageFiles(plan.seed()));
    int middle = plan.images() / 2;
    Duration half = plan.flow().dividedBy(2);
    try (Checker checker = new Checker(system.settings().checked())) {
      images.put(0, middle, half);
      images.overwrite(explained(checker, images, middle));
      images.put(middle, plan.images(), half);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Some of the images whose work is done. An image that is replaced before may rightly end as a
   * failure or be never seen, so that there would be nothing to check.
   */
  private List<Integer> explained(Checker checker, ImageFlow images, int below) {
    Set<String> done = explainedKeys(checker);
    List<Integer> numbers =
        new ArrayList<>(
            IntStream.range(0, below)
                .filter(number -> done.contains(images.key(number)))
                .boxed()
                .toList());
    Collections.shuffle(numbers, new Random(plan.seed()));
    return numbers.subList(0, Math.min(plan.overwritten(), numbers.size()));
  }

  /** Waits for enough of them; asks again if a server is away at the moment. */
  private Set<String> explainedKeys(Checker checker) {
    return Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(
            () ->
                checker.topics().outcomes().stream()
                    .filter(ImageOutcome::explained)
                    .map(outcome -> outcome.version().key())
                    .collect(Collectors.toSet()),
            keys -> keys.size() >= plan.overwritten());
  }

  private static void await(FutureTask<Void> flow) throws InterruptedException {
    try {
      flow.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the images could not be put", e.getCause());
    }
  }
}
