package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayTextTest {

  @Test
  void shouldKeepPlainNamesOfAnyScript() {
    assertThat(DisplayText.clean("Superficial-Intermediate")).isEqualTo("Superficial-Intermediate");
    assertThat(DisplayText.clean("Шейка матки 子宮")).isEqualTo("Шейка матки 子宮");
    assertThat(DisplayText.clean("cafe\u0301")).isEqualTo("café");
  }

  @Test
  void shouldMakeOneLineOfAnyWhiteSpace() {
    assertThat(DisplayText.clean("  a\n\n\tb\u2028c\u00a0 d ")).isEqualTo("a b c d");
  }

  @Test
  void shouldDropWhatIsNotSeenOrMovesOtherText() {
    assertThat(DisplayText.clean("a\u0000\u0007\u202eb\u200b\u2066c\ud800\ufeff\ue000"))
        .isEqualTo("abc");
    assertThat(DisplayText.clean("Z\u0319\u031a\u0489\u0300algo")).isEqualTo("Zalgo");
  }

  @Test
  void shouldSayThatANameIsMissing() {
    assertThat(DisplayText.clean("")).isEqualTo("(no name)");
    assertThat(DisplayText.clean(" \u0000\u200b ")).isEqualTo("(no name)");
  }

  @Test
  void shouldLimitTheLengthWithoutCuttingACharacter() {
    String emoji = "😀".repeat(500);

    String clean = DisplayText.clean(emoji);

    assertThat(clean.codePointCount(0, clean.length())).isEqualTo(300);
    assertThat(clean).isEqualTo("😀".repeat(300));
  }
}
