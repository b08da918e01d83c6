package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.ModelUse;
import io.camstream.report.tables.BatchSummary.WorkerUse;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.Runtime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts explained images by checkpoint and runtime. */
final class ModelTally {

  private record Machine(
      String worker, String version, String engine, String device, String precision) {}

  private final Map<ModelIdentity, Long> models = new LinkedHashMap<>();
  private final Map<Machine, Long> machines = new LinkedHashMap<>();

  void add(Explanation explanation) {
    models.merge(explanation.getModel(), 1L, Long::sum);
    Runtime runtime = explanation.getRuntime();
    machines.merge(
        new Machine(
            runtime.getWorker(),
            runtime.getVersion(),
            runtime.getEngine(),
            runtime.getDevice(),
            runtime.getPrecision()),
        1L,
        Long::sum);
  }

  List<ModelUse> models() {
    return models.entrySet().stream().map(use -> model(use.getKey(), use.getValue())).toList();
  }

  private static ModelUse model(ModelIdentity model, long images) {
    return new ModelUse(
        model.getName(),
        model.getArchitecture(),
        model.getWeightsSha256(),
        model.getConfigSha256(),
        List.copyOf(model.getClassNames()),
        images);
  }

  List<WorkerUse> workers() {
    return machines.entrySet().stream().map(use -> worker(use.getKey(), use.getValue())).toList();
  }

  private static WorkerUse worker(Machine machine, long images) {
    return new WorkerUse(
        machine.worker(),
        machine.version(),
        machine.engine(),
        machine.device(),
        machine.precision(),
        images);
  }
}
