package io.camstream.benchmarks;

import io.camstream.cli.terminal.ProgressDisplay;
import io.camstream.cli.terminal.Terminal;
import io.camstream.embedded.PrivateFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures goals in rounds, so that what slows the machine for a while slows all of them. */
public final class Benchmark {

  private final Terminal terminal;

  public Benchmark(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Measures all that is wanted; leaves nothing behind. */
  public BenchReport run(BenchRequest request) throws InterruptedException {
    Path folder = BenchFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
    try (Workbench bench = new Workbench(request, folder)) {
      List<Goal> goals = new Goals(bench).all().stream().filter(request::wants).toList();
      Instant start = Instant.now();
      Costs costs = measure(request, goals);
      List<BenchFinding> findings = goals.stream().map(goal -> goal.finding(costs)).toList();
      Machine machine = Machine.current(bench.engine().name(), bench.peerVersions());
      return new BenchReport(start, machine, request.rounds(), findings, costs.all());
    } finally {
      PrivateFiles.deleteRecursively(folder);
    }
  }

  private Costs measure(BenchRequest request, List<Goal> goals) throws InterruptedException {
    Costs costs = new Costs();
    List<List<Measurement>> rounds = new ArrayList<>();
    for (int round = 0; round < request.rounds(); round++) {
      rounds.add(inRound(round, goals));
    }
    long done = 0;
    try (ProgressDisplay progress =
        ProgressDisplay.show(terminal, "Measuring", rounds.stream().mapToLong(List::size).sum())) {
      for (int round = 0; round < rounds.size(); round++) {
        for (Measurement measurement : rounds.get(round)) {
          progress.update(done, measurement.name());
          costs.measure(round, measurement);
          done++;
        }
      }
    }
    return costs;
  }

  private static List<Measurement> inRound(int round, List<Goal> goals) {
    return goals.stream()
        .filter(goal -> round < goal.mostRounds())
        .flatMap(goal -> goal.measurements().stream())
        .toList();
  }
}
