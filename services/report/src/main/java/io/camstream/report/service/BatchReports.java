package io.camstream.report.service;

import io.camstream.schemas.BatchProgress;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The reports in the bucket. */
interface BatchReports {

  /**
   * Adds a portion of what is new to the page of a batch. Of a batch that has been forgotten, which
   * has no image any more, the whole report is deleted.
   *
   * @return with the revision that the page has reached: that of {@code progress}, or an earlier
   *     one where there is more
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be written to
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the batch is another
   *     process's meanwhile
   */
  WrittenReport writePage(String batch, BatchProgress progress);

  /**
   * Brings the list of all batches up to date.
   *
   * @param batches all that this process owns
   */
  void writeList(Map<String, BatchProgress> batches);

  /** Forgets what it knows of the batches that are other processes' now. */
  void keepOnly(Set<String> batches);

  /**
   * The revision of the tables in the bucket; empty where there are none of this lineage.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be looked at
   */
  OptionalLong tablesRevision(String batch, BatchProgress progress);

  /**
   * Writes the tables of what is known of the batch now, the summary last.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be written to
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the batch has been
   *     reassigned to another process
   * @throws java.io.UncheckedIOException if the local disk can't be written to
   */
  WrittenReport writeTables(String batch, BatchProgress progress);

  /**
   * Whether the objects in the bucket are still the ones that were written.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be read
   */
  boolean isIntact(WrittenReport report);
}
