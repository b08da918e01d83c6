package io.camstream.report.service;

import java.util.Map;

/**
 * A report that was written to the bucket.
 *
 * @param etags by object key
 */
public record WrittenReport(String batch, Map<String, String> etags) {

  public WrittenReport {
    etags = Map.copyOf(etags);
  }
}
