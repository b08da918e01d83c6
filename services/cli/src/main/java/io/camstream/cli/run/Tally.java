package io.camstream.cli.run;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/** Counts the records of the topics, each image once. Not thread-safe. */
public final class Tally {
  private final Map<String, BatchResult> batches = new TreeMap<>();
  private final Set<String> discovered = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final List<FailedImage> failures = new ArrayList<>();

  /** Counts one record of the images, explanations or failures topic. */
  public void add(SpecificRecord record) {
    if (record instanceof ImageReference reference) {
      addDiscovered(reference);
    } else if (record instanceof Explanation explanation) {
      addExplained(explanation);
    } else if (record instanceof Failure failure) {
      addFailed(failure);
    } else {
      throw new IllegalArgumentException("Not a result: " + record.getSchema().getFullName());
    }
  }

  private void addDiscovered(ImageReference reference) {
    if (discovered.add(ImageKey.of(reference))) {
      update(reference.getBatch(), BatchResult::plusDiscovered);
    }
  }

  private void addExplained(Explanation explanation) {
    ImageReference reference = explanation.getReference();
    if (done.add(ImageKey.of(reference))) {
      String label = reference.getLabel();
      boolean hit = explanation.getPrediction().getPredictedClass().equals(label);
      update(reference.getBatch(), batch -> batch.plusExplained(label != null, hit));
    }
  }

  private void addFailed(Failure failure) {
    ImageReference reference = failure.getReference();
    if (done.add(ImageKey.of(reference))) {
      update(reference.getBatch(), BatchResult::plusFailed);
      failures.add(new FailedImage(reference.getKey(), failure.getCode(), failure.getMessage()));
    }
  }

  private void update(String batch, UnaryOperator<BatchResult> change) {
    batches.put(batch, change.apply(batches.getOrDefault(batch, BatchResult.empty(batch))));
  }

  public BatchResult total() {
    return batches.values().stream()
        .reduce(BatchResult.empty("total"), (sum, batch) -> sum.plus(batch, "total"));
  }

  /** Counts of the batches, sorted by name. */
  public List<BatchResult> batches() {
    return List.copyOf(batches.values());
  }

  /** Failed images, in the order of arrival. */
  public List<FailedImage> failures() {
    return List.copyOf(failures);
  }

  /** True if each discovered image is explained or failed. */
  public boolean allDone() {
    return done.size() >= discovered.size() && done.containsAll(discovered);
  }
}
