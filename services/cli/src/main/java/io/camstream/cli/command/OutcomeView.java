package io.camstream.cli.command;

import io.camstream.cli.run.AuditOutcome;
import io.camstream.cli.run.BatchResult;
import io.camstream.cli.run.FailedImage;
import io.camstream.cli.run.OutputFolder;
import io.camstream.cli.run.RunOutcome;
import io.camstream.cli.terminal.Table;
import io.camstream.cli.terminal.Terminal;
import io.camstream.report.audit.Level;
import io.camstream.report.service.ReportKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints the end of a run: a table, the failures and the paths of the results. */
final class OutcomeView {
  private static final int BATCHES_SHOWN = 20;
  private static final int FAILURES_SHOWN = 20;
  private static final int FINDINGS_SHOWN = 3;

  private final Terminal terminal;

  OutcomeView(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(RunOutcome outcome, AuditOutcome audit, OutputFolder out) {
    terminal.blank();
    printTable(outcome);
    printFailures(outcome.failures());
    printAudit(audit);
    terminal.blank();
    Path reports = out.folder().resolve(OutputFolder.REPORTS);
    outcome.batches().stream()
        .limit(BATCHES_SHOWN)
        .map(batch -> reports.resolve(ReportKeys.of(batch.batch(), ReportKeys.PAGE)))
        .forEach(page -> terminal.field("report", page.toString()));
    terminal.field("results", out.folder().resolve(OutputFolder.EXPLANATIONS).toString());
    terminal.field("log", OutputFolder.logFile(out.folder()).toString());
    terminal.blank();
  }

  private void printTable(RunOutcome outcome) {
    Table table = new Table("batch", "images", "explained", "failed", "accuracy", "seconds");
    List<BatchResult> batches = outcome.batches();
    batches.stream().limit(BATCHES_SHOWN).forEach(batch -> row(table, batch, ""));
    if (batches.size() > BATCHES_SHOWN) {
      table.row("and " + (batches.size() - BATCHES_SHOWN) + " more", "", "", "", "", "");
    }
    String seconds = String.format(Locale.ROOT, "%.1f", outcome.explaining().toMillis() / 1000.0);
    row(table, outcome.total(), seconds);
    table.print(terminal);
  }

  private static void row(Table table, BatchResult batch, String seconds) {
    table.row(
        Header.unquoted(batch.batch()),
        "" + batch.discovered(),
        "" + batch.explained(),
        "" + batch.failed(),
        accuracy(batch),
        seconds);
  }

  private static String accuracy(BatchResult batch) {
    if (batch.labelled() == 0) {
      return "no labels";
    }
    double share = 100.0 * batch.correct() / batch.labelled();
    return String.format(Locale.ROOT, "%.1f %% (%d/%d)", share, batch.correct(), batch.labelled());
  }

  private void printAudit(AuditOutcome audit) {
    terminal.blank();
    for (AuditOutcome.BatchAudit batch :
        audit.batches().subList(0, Math.min(audit.batches().size(), BATCHES_SHOWN))) {
      String name = audit.batches().size() > 1 ? Header.unquoted(batch.batch()) + ": " : "";
      String line = "  Audit: " + name + batch.conclusion();
      terminal.line(batch.level() == Level.LIKELY_SHORTCUT ? terminal.bad(line) : line);
      batch.sentences().stream()
          .limit(FINDINGS_SHOWN)
          .forEach(sentence -> terminal.line("    " + Header.unquoted(sentence)));
    }
  }

  private void printFailures(List<FailedImage> failures) {
    if (failures.isEmpty()) {
      return;
    }
    terminal.blank();
    terminal.line("  " + terminal.bad(failures.size() + " failed:"));
    for (FailedImage image : failures.subList(0, Math.min(failures.size(), FAILURES_SHOWN))) {
      terminal.line("  " + Header.unquoted(image.key()));
      terminal.line(terminal.dim("    " + image.code() + ": " + Header.unquoted(image.message())));
    }
    if (failures.size() > FAILURES_SHOWN) {
      terminal.line("  and more. failures.csv of each report lists all of them.");
    }
  }
}
