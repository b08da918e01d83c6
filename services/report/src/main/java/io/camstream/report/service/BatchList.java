package io.camstream.report.service;

import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.report.page.BatchEntry;
import io.camstream.report.page.PageAssets;
import io.camstream.report.topology.Progress;
import io.camstream.schemas.BatchProgress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/**
 * {@code index.html} above all reports, and the list of batches that it shows. The list is spread
 * over files by the partition that a batch belongs to, so that no two processes write the same one.
 * Not thread-safe.
 */
final class BatchList {

  /** Files of a partition: a change of one batch writes one of them. */
  private static final int FILES = 4;

  private final StoreFiles files;
  private final int partitions;
  private final PageAssets assets = new PageAssets();
  private final Map<Integer, List<BatchEntry>> written = new HashMap<>();
  private boolean installed;

  /**
   * @param partitions of the topic that is keyed by batch
   */
  BatchList(ObjectStore store, String bucket, int partitions) {
    this.files = new StoreFiles(store, bucket, "");
    this.partitions = partitions;
  }

  /**
   * Writes the files that have changed.
   *
   * @param batches all that this process owns
   */
  void write(Map<String, BatchProgress> batches) {
    if (!installed) {
      assets.installList(files, partitions * FILES);
      installed = true;
    }
    Map<Integer, List<BatchEntry>> parts = new HashMap<>();
    written.keySet().forEach(part -> parts.put(part, new ArrayList<>()));
    new TreeMap<>(batches)
        .forEach(
            (batch, progress) ->
                parts
                    .computeIfAbsent(part(batch), added -> new ArrayList<>())
                    .addAll(entry(batch, progress)));
    parts.forEach(
        (part, entries) -> {
          if (!entries.equals(written.get(part))) {
            BatchEntry.write(files, part, entries);
            written.put(part, List.copyOf(entries));
          }
        });
    // A partition that went to another process is not written any more.
    written.keySet().retainAll(batches.keySet().stream().map(this::part).toList());
  }

  private static List<BatchEntry> entry(String batch, BatchProgress progress) {
    return progress.getDiscovered() == 0
        ? List.of()
        : List.of(
            new BatchEntry(
                batch,
                ReportKeys.folder(batch),
                progress.getExplained(),
                progress.getFailed(),
                Progress.pending(progress)));
  }

  // As Kafka's default partitioner puts keys into partitions.
  private int part(String batch) {
    int hash = Utils.toPositive(Utils.murmur2(batch.getBytes(StandardCharsets.UTF_8)));
    return hash % partitions * FILES + hash / partitions % FILES;
  }
}
