package io.camstream.cli.explain;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.platform.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Explains files in batches, several batches in parallel. */
public final class ExplainRun {

  private final BatchExplainer explainer;
  private final Workload workload;

  public ExplainRun(BatchExplainer explainer, Workload workload) {
    this.explainer = explainer;
    this.workload = workload;
  }

  /**
   * Explains all files.
   *
   * @param names the files, with the names of their artifacts
   * @param progress called for each file when it is done, on the calling thread
   * @return one result for each file, in the order of the names
   * @throws UserError if the results can't be written
   */
  public List<ExplainedFile> execute(
      Map<Path, ArtifactNames> names, Consumer<ExplainedFile> progress)
      throws InterruptedException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workload.batchesAtOnce(),
            task -> new Thread(task, "explain-" + number.incrementAndGet()));
    try {
      CompletionService<List<ExplainedFile>> completion = new ExecutorCompletionService<>(pool);
      List<Map<Path, ArtifactNames>> batches = batches(names);
      batches.forEach(batch -> completion.submit(() -> explainer.explain(batch)));
      Map<Path, ExplainedFile> done = new HashMap<>();
      for (int i = 0; i < batches.size(); i++) {
        for (ExplainedFile file : completion.take().get()) {
          done.put(file.file(), file);
          progress.accept(file);
        }
      }
      return names.keySet().stream().map(done::get).toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserError mistake) {
        throw mistake;
      }
      throw new IllegalStateException("a batch could not be explained", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Map<Path, ArtifactNames>> batches(Map<Path, ArtifactNames> names) {
    List<Map<Path, ArtifactNames>> batches = new ArrayList<>();
    List<Path> files = List.copyOf(names.keySet());
    for (int from = 0; from < files.size(); from += workload.batchSize()) {
      Map<Path, ArtifactNames> batch = new HashMap<>();
      for (Path file : files.subList(from, Math.min(files.size(), from + workload.batchSize()))) {
        batch.put(file, names.get(file));
      }
      batches.add(batch);
    }
    return batches;
  }
}
