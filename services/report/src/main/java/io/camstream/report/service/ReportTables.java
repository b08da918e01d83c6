package io.camstream.report.service;

import io.camstream.report.topology.RowChange;
import io.camstream.report.topology.RowKey;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Rows, maps and progress of the batches that this process owns. Methods throw {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} during a rebalance.
 */
interface ReportTables {

  /** Progress of every batch owned now. */
  Map<String, BatchProgress> batches();

  /** Calls the action with each row of a batch, in the order of image keys. */
  void forEachRow(String batch, BiConsumer<RowKey, ReportRow> action);

  /**
   * Passes the changes of a batch after a revision, in their order, until {@code action} returns
   * false.
   */
  void forEachChange(String batch, long after, ChangeAction action);

  /** What a pass over changes does with each. */
  interface ChangeAction {
    /** Returns whether the pass goes on. */
    boolean accept(long revision, RowChange change);
  }

  /** The row of an image; empty where none is known. */
  Optional<ReportRow> row(RowKey key);

  /** The maps of an image with their values; empty if there are none. */
  List<ClassActivationMap> maps(RowKey key);
}
