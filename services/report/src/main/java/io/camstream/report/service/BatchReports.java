package io.camstream.report.service;

/** The reports in the bucket. */
public interface BatchReports {

  /**
   * Writes what is known of the batch now. Of a batch that has been forgotten, which has no image
   * any more, the report is deleted.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be written to
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the batch is another
   *     process's meanwhile
   * @throws java.io.UncheckedIOException if the local disk can't be written to
   */
  WrittenReport write(String batch);

  /**
   * Whether the objects in the bucket are still those that were written.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be looked at
   */
  boolean isIntact(WrittenReport report);
}
