package io.camstream.platform.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void shouldLeavePlainTextAsItIs() {
    assertThat(Quoted.of("batch/cell 01 ä 細胞 🔬.png")).isEqualTo("'batch/cell 01 ä 細胞 🔬.png'");
  }

  @Test
  void shouldEscapeWhatBreaksLinesOrHidesText() {
    assertThat(Quoted.of("a\nb\r\tc")).isEqualTo("'a\\u000ab\\u000d\\u0009c'");
    assertThat(Quoted.of("a\u202egnp\u2028\u200b\u00a0"))
        .isEqualTo("'a\\u202egnp\\u2028\\u200b\\u00a0'");
    assertThat(Quoted.of("\u001b[31m")).isEqualTo("'\\u001b[31m'");
    assertThat(Quoted.of("\ud800")).isEqualTo("'\\ud800'");
    assertThat(Quoted.of("\udb40\udc01")).isEqualTo("'\\U000e0001'");
  }

  @Test
  void shouldNotBeAmbiguous() {
    assertThat(Quoted.of("it's \\u000a")).isEqualTo("'it\\'s \\\\u000a'");
  }

  @Test
  void shouldCutLongText() {
    assertThat(Quoted.of("🔬".repeat(1000)).codePoints().count())
        .isEqualTo(Quoted.MAX_CODE_POINTS + 3);
    assertThat(Quoted.of("x".repeat(1000))).endsWith("…'");
  }
}
