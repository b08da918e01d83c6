package io.camstream.cli.explain;

import io.camstream.cli.terminal.Table;
import io.camstream.cli.terminal.Terminal;
import io.camstream.platform.error.Quoted;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints the end of {@code explain}: predictions, failures and the path of the results. */
public final class ExplainedFilesView {

  private static final int SHOWN = 20;

  private final Terminal terminal;

  public ExplainedFilesView(Terminal terminal) {
    this.terminal = terminal;
  }

  public void print(List<ExplainedFile> files, Path out) {
    List<ExplainedFile> explained = files.stream().filter(f -> f.failure().isEmpty()).toList();
    List<ExplainedFile> failed = files.stream().filter(f -> f.failure().isPresent()).toList();
    terminal.blank();
    if (!explained.isEmpty()) {
      printPredictions(explained);
      terminal.blank();
    }
    if (!failed.isEmpty()) {
      printFailures(failed);
      terminal.blank();
    }
    terminal.field("results", out.toAbsolutePath().normalize().toString());
  }

  private void printPredictions(List<ExplainedFile> explained) {
    Table table = new Table("image", "class", "confidence");
    explained.stream().limit(SHOWN).forEach(file -> row(table, file));
    if (explained.size() > SHOWN) {
      table.row("and " + (explained.size() - SHOWN) + " more", "", "");
    }
    table.print(terminal);
  }

  private static void row(Table table, ExplainedFile file) {
    ExplainedFile.Result result = file.prediction().orElseThrow();
    table.row(
        plain(file.file().getFileName().toString()),
        plain(result.predictedClass()),
        String.format(Locale.ROOT, "%.4f", result.confidence()));
  }

  private void printFailures(List<ExplainedFile> failed) {
    terminal.line("  " + terminal.bad(failed.size() + " failed:"));
    for (ExplainedFile file : failed) {
      ExplainedFile.Problem problem = file.failure().orElseThrow();
      terminal.line("  " + plain(file.file().toString()));
      terminal.line(terminal.dim("    " + problem.code() + ": " + plain(problem.message())));
    }
  }

  /** Makes untrusted text safe to print, without quotes around it. */
  private static String plain(String text) {
    String quoted = Quoted.of(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
