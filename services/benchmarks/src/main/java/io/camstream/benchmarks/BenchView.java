package io.camstream.benchmarks;

import io.camstream.cli.terminal.Terminal;

/** The report for people. */
public final class BenchView {

  private final Terminal terminal;

  public BenchView(Terminal terminal) {
    this.terminal = terminal;
  }

  public void print(BenchReport report) {
    terminal.blank();
    terminal.field("machine", report.machine().text());
    terminal.field("software", report.machine().software());
    terminal.field("rounds", String.valueOf(report.rounds()));
    terminal.blank();
    for (BenchFinding finding : report.findings()) {
      print(finding);
    }
  }

  private void print(BenchFinding finding) {
    String verdict = BenchFiles.verdict(finding);
    String coloured =
        switch (finding.verdict()) {
          case MET -> terminal.good(verdict);
          case MISSED -> terminal.bad(verdict);
          case NOT_MEASURED -> terminal.dim(verdict);
        };
    terminal.line("  %s  %s".formatted(terminal.bold(finding.goal()), finding.title()));
    terminal.line(
        "       %s  (goal %s)  %s".formatted(finding.figure(), finding.target().text(), coloured));
    finding.details().forEach(detail -> terminal.line("       " + terminal.dim(detail)));
  }
}
