package io.camstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void shouldWritePlainLinesWhereItIsNoTerminal() {
    Terminal plain = new Terminal(out, false, false, false, 80);

    plain.step("Starting").done("Started");
    try (ProgressDisplay progress = ProgressDisplay.show(plain, "Explaining", 3)) {
      progress.update(3, 2, 1);
    }

    assertThat(printed()).matches("  \\* Started  \\d+\\.\\d s\\R").isASCII();
  }

  @Test
  void shouldDrawProgressOverOneLineAndLeaveItEmpty() {
    Terminal terminal = new Terminal(out, true, false, true, 90);

    try (ProgressDisplay progress = ProgressDisplay.show(terminal, "Explaining", 4)) {
      progress.update(4, 2, 1);
    }

    assertThat(printed())
        .contains("Explaining", "75%", "3/4", "4 found, 2 explained, 1 failed")
        .doesNotContain("\n", "\u001b")
        .endsWith("\r");
  }

  @Test
  void shouldAlignNumbersToTheRight() {
    Table table = new Table("batch", "images");
    table.row("a", "5");
    table.row("a-very-long-name-of-a-batch-that-nobody-can-read-at-once", "12345");

    table.print(new Terminal(out, false, false, false, 80));

    assertThat(printed().lines())
        .containsExactly(
            "  batch                                      images",
            "  a                                               5",
            "  a-very-long-name-of-a-batch-that-nobo...    12345");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
