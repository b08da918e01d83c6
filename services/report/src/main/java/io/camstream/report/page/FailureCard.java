package io.camstream.report.page;

import io.camstream.report.topology.ImageFacts;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ReportRow;

/** One failed image, for the template. */
public record FailureCard(
    String name,
    String key,
    String stage,
    String code,
    String message,
    int attempts,
    boolean retriable) {

  static FailureCard of(ReportRow row) {
    Failure failure = row.getFailure();
    return new FailureCard(
        ImageFacts.name(row.getReference()),
        row.getReference().getBucket() + "/" + row.getReference().getKey(),
        failure.getStage().name(),
        failure.getCode(),
        failure.getMessage(),
        failure.getAttempts(),
        failure.getRetriable());
  }
}
