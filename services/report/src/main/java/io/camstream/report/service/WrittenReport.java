package io.camstream.report.service;

import java.util.Map;

/**
 * A report that was written to the bucket.
 *
 * @param revision what is known until then is in it
 * @param etags by object key
 */
record WrittenReport(String batch, long revision, Map<String, String> etags) {

  public WrittenReport {
    etags = Map.copyOf(etags);
  }
}
