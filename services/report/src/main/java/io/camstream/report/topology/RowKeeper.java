package io.camstream.report.topology;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageMaps;
import io.camstream.schemas.ReportRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges each event into its row. Input keys are batches. */
final class RowKeeper implements Processor<String, ReportRow, Void, Void> {

  private KeyValueStore<RowKey, ReportRow> rows;
  private KeyValueStore<RowKey, ImageMaps> maps;
  private KeyValueStore<String, BatchProgress> batches;
  private KeyValueStore<ChangeKey, RowChange> changes;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    rows = context.getStateStore(ReportTopology.ROWS);
    maps = context.getStateStore(ReportTopology.MAPS);
    batches = context.getStateStore(ReportTopology.BATCHES);
    changes = context.getStateStore(ReportTopology.CHANGES);
  }

  @Override
  public void process(Record<String, ReportRow> record) {
    String batch = record.key();
    ReportRow event = record.value();
    RowKey key = new RowKey(batch, ImageKey.of(event.getReference()));
    BatchProgress progress =
        Progress.ofLineage(
            Optional.ofNullable(batches.get(batch)).orElseGet(Progress::none),
            UUID.randomUUID().toString());
    if (event.getForgottenUntil() != null) {
      forget(key, event.getForgottenUntil(), progress);
    } else if (!Progress.hasForgotten(progress, event.getReference().getDiscoveredAt())) {
      merge(key, event, progress);
    }
  }

  private void merge(RowKey key, ReportRow event, BatchProgress progress) {
    Optional<ReportRow> before = Optional.ofNullable(rows.get(key));
    ReportRow after = RowMerge.merge(before, withoutMapValues(event));
    if (before.isPresent() && before.get().equals(after)) {
      return;
    }
    rows.put(key, after);
    keepMaps(key, event, after);
    keepProgress(key, progress, before, Optional.of(after));
  }

  /**
   * Removes the versions that a tombstone covers. Records of different topics arrive in any order:
   * the batch's progress rejects removed versions that arrive later, and versions discovered after
   * the removal stay.
   */
  private void forget(RowKey key, Instant until, BatchProgress progress) {
    BatchProgress known = Progress.forgetting(progress, until);
    Optional<ReportRow> before = Optional.ofNullable(rows.get(key));
    Optional<ReportRow> after = before.flatMap(row -> RowMerge.forget(row, until));
    if (before.equals(after)) {
      batches.put(key.batch(), known);
      return;
    }
    rows.put(key, after.orElse(null));
    if (after.isEmpty() || after.get().getExplanation() == null) {
      maps.delete(key);
    }
    keepProgress(key, known, before, after);
  }

  private void keepProgress(
      RowKey key, BatchProgress progress, Optional<ReportRow> before, Optional<ReportRow> after) {
    BatchProgress next = Progress.after(progress, before, after);
    batches.put(key.batch(), next);
    RowChange.of(key.imageKey(), before, after)
        .ifPresent(change -> changes.put(new ChangeKey(key.batch(), next.getRevision()), change));
  }

  private void keepMaps(RowKey key, ReportRow event, ReportRow after) {
    if (after.getExplanation() == null) {
      maps.delete(key);
    } else if (event.getExplanation() != null) {
      maps.put(key, new ImageMaps(event.getExplanation().getMaps()));
    }
  }

  private static ReportRow withoutMapValues(ReportRow event) {
    Explanation explanation = event.getExplanation();
    if (explanation == null) {
      return event;
    }
    List<ClassActivationMap> maps =
        explanation.getMaps().stream().map(RowKeeper::withoutValues).toList();
    return new ReportRow(
        event.getReference(),
        new Explanation(
            explanation.getReference(),
            explanation.getModel(),
            explanation.getImageWidth(),
            explanation.getImageHeight(),
            explanation.getModelView(),
            explanation.getPrediction(),
            maps,
            explanation.getMethodTitles(),
            explanation.getAgreements(),
            explanation.getArtifacts(),
            explanation.getTimings(),
            explanation.getRuntime(),
            explanation.getExplainedAt(),
            explanation.getEvidence()),
        event.getFailure(),
        null);
  }

  private static ClassActivationMap withoutValues(ClassActivationMap map) {
    return new ClassActivationMap(
        map.getMethod(),
        map.getLayer(),
        map.getClassIndex(),
        map.getHeight(),
        map.getWidth(),
        List.of(),
        map.getRawMin(),
        map.getRawMax(),
        map.getEmpty(),
        map.getNil(),
        map.getFragile(),
        map.getFocus());
  }
}
