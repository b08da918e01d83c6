package io.camstream.benchmarks;

import io.camstream.benchmarks.RatioGoal.Figure;
import io.camstream.engine.ExplanationOptions;
import java.util.List;
import java.util.function.Function;

/** All goals. To add one, add it here. */
final class Goals {

  static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "m");

  private static final String EARLIER_LAYER = "encoder.stages.2.layers.8";
  private static final int ALL_ROUNDS = Integer.MAX_VALUE;
  private static final int FEW_ROUNDS = 3;

  private final Workbench bench;
  private final PipelineWork pipeline;

  Goals(Workbench bench) {
    this.bench = bench;
    this.pipeline = new PipelineWork(bench);
  }

  List<Goal> all() {
    return List.of(
        new RatioGoal(
            "a",
            "prediction and 3 × 5 maps, against PyTorch's own bare forward",
            engineMaps(),
            peer("forward", Setting.all(bench.processors())),
            Figure.WALL,
            false,
            Target.atMost(0.80, "×"),
            ALL_ROUNDS,
            List::of),
        new RatioGoal(
            "b",
            "the same, against pytorch-grad-cam",
            engineMaps(),
            peer("maps", Setting.spread(1, bench.processors()).toList()),
            Figure.WALL,
            true,
            Target.atLeast(70, "× faster"),
            FEW_ROUNDS,
            List::of),
        new RatioGoal(
            "c",
            "everything from file to files, against the engine alone",
            everything(),
            engineMaps(),
            Figure.WALL,
            false,
            Target.atMost(1.25, "×"),
            ALL_ROUNDS,
            () -> List.of("files in " + bench.files())),
        new RatioGoal(
            "d",
            "processor time of the whole pipeline, against that of c",
            List.of(pipeline.wholePipeline()),
            everything(),
            Figure.PROCESSOR,
            false,
            Target.atMost(1.10, "×"),
            FEW_ROUNDS,
            pipeline::serversShare),
        new FigureGoal(
            "e",
            "references a second, with an engine that does nothing",
            pipeline.referencePath(),
            cost -> 1000 / cost.wallMillis(),
            Target.atLeast(3000, "/s"),
            List::of,
            FEW_ROUNDS,
            false),
        pipeline.flatCost(),
        pipeline.memory(),
        new FigureGoal(
            "g",
            "worker start to first explanation",
            pipeline.workerStart(),
            cost -> cost.wallMillis() / 1000,
            Target.atMost(4, "s"),
            List::of,
            ALL_ROUNDS,
            false),
        new RatioGoal(
            "h",
            "3 × 5 maps at " + EARLIER_LAYER + ", against the bare forward",
            engine(
                "engine at " + EARLIER_LAYER,
                Setting.all(bench.processors()),
                setting -> bench.engine().maps(setting, earlierLayer())),
            peer("forward", Setting.all(bench.processors())),
            Figure.WALL,
            false,
            Target.atMost(2.5, "×"),
            ALL_ROUNDS,
            List::of));
  }

  private static ExplanationOptions earlierLayer() {
    return ExplanationOptions.DEFAULT.withLayers(EARLIER_LAYER);
  }

  private List<Measurement> engineMaps() {
    return engine(
        "engine",
        Setting.all(bench.processors()),
        setting -> bench.engine().maps(setting, ExplanationOptions.DEFAULT));
  }

  private List<Measurement> everything() {
    return engine(
        "everything",
        Setting.all(bench.processors()),
        setting -> bench.engine().everything(setting));
  }

  @FunctionalInterface
  private interface Run {
    Cost in(Setting setting) throws InterruptedException;
  }

  private static List<Measurement> engine(String name, List<Setting> settings, Run run) {
    return measurements(settings, s -> new Measurement(name + ", " + s.text(), () -> run.in(s)));
  }

  private List<Measurement> peer(String measure, List<Setting> settings) {
    return bench.hasPeer()
        ? measurements(
            settings,
            s ->
                new Measurement(
                    "Python " + measure + ", " + s.text(), () -> bench.peer().measure(measure, s)))
        : List.of();
  }

  private static List<Measurement> measurements(
      List<Setting> settings, Function<Setting, Measurement> measurement) {
    return settings.stream().map(measurement).toList();
  }
}
