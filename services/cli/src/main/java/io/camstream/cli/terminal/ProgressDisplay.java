package io.camstream.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bar of a run; prints nothing if the output is not a terminal. Not thread-safe. */
public final class ProgressDisplay implements AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final Terminal terminal;
  private final ProgressBar bar;

  private ProgressDisplay(Terminal terminal, ProgressBar bar) {
    this.terminal = terminal;
    this.bar = bar;
  }

  /**
   * Shows a bar until it is closed, which clears its line.
   *
   * @param images total number of images
   */
  public static ProgressDisplay show(Terminal terminal, String task, long images) {
    if (!terminal.interactive()) {
      return new ProgressDisplay(terminal, null);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("  " + task)
            .setInitialMax(images)
            .setStyle(style(terminal))
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new Line(terminal))
            .build();
    return new ProgressDisplay(terminal, bar);
  }

  private static ProgressBarStyle style(Terminal terminal) {
    if (!terminal.unicode()) {
      return ProgressBarStyle.ASCII;
    }
    return ProgressBarStyle.builder()
        .refreshPrompt("")
        .leftBracket(terminal.colour() ? "\u001b[36m" : "")
        .delimitingSequence(terminal.colour() ? "\u001b[90m" : "")
        .rightBracket(terminal.colour() ? "\u001b[0m" : "")
        .block('━')
        .space(terminal.colour() ? '━' : ' ')
        .fractionSymbols(" ╸")
        .rightSideFractionSymbol(terminal.colour() ? '╺' : ' ')
        .build();
  }

  /** Updates the counts. */
  public void update(long discovered, long explained, long failed) {
    if (bar != null) {
      bar.setExtraMessage(
          " %d found, %d explained, %d failed".formatted(discovered, explained, failed));
      bar.stepTo(explained + failed);
    }
  }

  /** Updates the count, with the current activity. */
  public void update(long done, String doing) {
    if (bar != null) {
      bar.setExtraMessage(" " + doing);
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      terminal.clearLine();
    }
  }

  /** Draws over one line of the terminal. */
  private record Line(Terminal terminal) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return terminal.columns() - 1;
    }

    @Override
    public void accept(String rendered) {
      terminal.overwrite(rendered);
    }

    @Override
    public void close() {
      // The bar reuses its line, so closing must not end it.
    }
  }
}
