package io.camstream.report.service;

import io.camstream.report.topology.RowKey;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Rows, maps and progress of the batches that this process owns. Methods throw {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} during a rebalance.
 */
public interface ReportTables {

  /** Progress of every batch owned now. */
  Map<String, BatchProgress> batches();

  /** Calls the action with each row of a batch, in the order of image keys. */
  void forEachRow(String batch, BiConsumer<RowKey, ReportRow> action);

  /** The maps of an image with their values; empty if there are none. */
  List<ClassActivationMap> maps(RowKey key);
}
