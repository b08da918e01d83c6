package io.camstream.report.service;

import java.util.Map;

/**
 * A report as it was put into the bucket.
 *
 * @param etags by object key
 */
public record WrittenReport(String batch, Map<String, String> etags) {

  public WrittenReport {
    etags = Map.copyOf(etags);
  }
}
