package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.Counts;
import io.camstream.report.topology.LabelMatch;
import io.camstream.report.topology.RowState;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ReportRow;
import java.time.Instant;

/**
 * Builds a batch's summary row by row; memory grows with classes, models and methods, not with
 * images. Not thread-safe.
 */
public final class SummaryBuilder {

  private final ClassTally classes = new ClassTally();
  private final ConfidenceTally confidence = new ConfidenceTally();
  private final ModelTally models = new ModelTally();
  private final MethodTally methods = new MethodTally();
  private final FailureTally failures = new FailureTally();
  private final TimeTally times = new TimeTally();
  private long discovered;
  private long explained;
  private long failed;

  public void add(ReportRow row) {
    discovered++;
    times.discovered(row.getReference());
    RowState state = RowState.of(row);
    if (state == RowState.EXPLAINED) {
      addExplained(row);
    } else if (state == RowState.FAILED) {
      failed++;
      failures.add(row.getFailure());
      times.finished(row.getFailure().getFailedAt());
    }
  }

  private void addExplained(ReportRow row) {
    Explanation explanation = row.getExplanation();
    explained++;
    classes.add(row);
    confidence.add(explanation.getPrediction().getConfidence(), LabelMatch.of(row));
    models.add(explanation);
    methods.add(explanation);
    times.explained(explanation);
  }

  public BatchSummary build(String batch, Instant now) {
    long pending = discovered - explained - failed;
    long labelled = classes.labelled();
    Counts counts = new Counts(discovered, explained, failed, pending, labelled, classes.correct());
    return new BatchSummary(
        batch,
        now,
        pending == 0,
        counts,
        Ratio.of(classes.correct(), labelled),
        classes.scores(),
        classes.confusionMatrix(),
        classes.labelsOutsideModel(),
        confidence.bins(),
        models.models(),
        methods.methods(),
        models.workers(),
        failures.kinds(),
        times.times(),
        null);
  }
}
