package io.camstream.report.service;

/** Writes and checks reports in the bucket. */
public interface BatchReports {

  /**
   * Writes the report of the batch's current state. Deletes the report of a batch without images,
   * such as one that was reset.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be written to
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the batch has been
   *     reassigned to another process
   * @throws java.io.UncheckedIOException if the local disk can't be written to
   */
  WrittenReport write(String batch);

  /**
   * Whether the objects in the bucket are still the ones that were written.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the bucket can't be read
   */
  boolean isIntact(WrittenReport report);
}
