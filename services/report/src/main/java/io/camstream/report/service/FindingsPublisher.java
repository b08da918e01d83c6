package io.camstream.report.service;

import io.camstream.report.audit.Findings;
import java.time.Instant;

/** Takes the findings of reports that were written. */
interface FindingsPublisher {

  /** The findings of a batch; replaces what was published of it before. */
  void publish(String batch, Findings findings, Instant now);

  /** The batch has no image any more. */
  void withdraw(String batch);
}
