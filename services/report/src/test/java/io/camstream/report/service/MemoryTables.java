package io.camstream.report.service;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.report.topology.Progress;
import io.camstream.report.topology.RowChange;
import io.camstream.report.topology.RowKey;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Tables in memory, filled by a test. */
public final class MemoryTables implements ReportTables {

  private final Map<RowKey, ReportRow> rows =
      new TreeMap<>(Comparator.comparing(RowKey::batch).thenComparing(RowKey::imageKey));
  private final Map<String, BatchProgress> batches = new TreeMap<>();
  private final Map<String, TreeMap<Long, RowChange>> changes = new TreeMap<>();

  /** Adds or replaces a row, whose maps keep their values. */
  public synchronized void put(ReportRow row) {
    String batch = row.getReference().getBatch();
    RowKey key = new RowKey(batch, ImageKey.of(row.getReference()));
    Optional<ReportRow> before = Optional.ofNullable(rows.put(key, row));
    keep(key, before, Optional.of(row));
  }

  /** Forgets a row. */
  public synchronized void remove(String batch, String imageKey) {
    RowKey key = new RowKey(batch, imageKey);
    keep(key, Optional.ofNullable(rows.remove(key)), Optional.empty());
  }

  private void keep(RowKey key, Optional<ReportRow> before, Optional<ReportRow> after) {
    BatchProgress known = batches.getOrDefault(key.batch(), Progress.none());
    BatchProgress next =
        Progress.after(Progress.ofLineage(known, "lineage of " + key.batch()), before, after);
    batches.put(key.batch(), next);
    RowChange.of(key.imageKey(), before, after)
        .ifPresent(
            change ->
                changes
                    .computeIfAbsent(key.batch(), batch -> new TreeMap<>())
                    .put(next.getRevision(), change));
  }

  @Override
  public synchronized void forEachChange(String batch, long after, ChangeAction action) {
    for (Map.Entry<Long, RowChange> change :
        changes.getOrDefault(batch, new TreeMap<>()).tailMap(after, false).entrySet()) {
      if (!action.accept(change.getKey(), change.getValue())) {
        return;
      }
    }
  }

  @Override
  public synchronized Optional<ReportRow> row(RowKey key) {
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public synchronized Map<String, BatchProgress> batches() {
    return Map.copyOf(batches);
  }

  @Override
  public synchronized void forEachRow(String batch, BiConsumer<RowKey, ReportRow> action) {
    rows.forEach(
        (key, row) -> {
          if (key.batch().equals(batch)) {
            action.accept(key, row);
          }
        });
  }

  @Override
  public synchronized List<ClassActivationMap> maps(RowKey key) {
    ReportRow row = rows.get(key);
    return row == null || row.getExplanation() == null ? List.of() : row.getExplanation().getMaps();
  }
}
