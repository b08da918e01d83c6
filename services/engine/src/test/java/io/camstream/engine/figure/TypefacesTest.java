package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TypefacesTest {

  private final Typefaces typefaces = Typefaces.load();

  @Test
  void shouldMeasureTextByTheAdvancesOfTheFont() {
    // DejaVu Sans: 'm' is 1995 and 'i' 569 of 2048 units wide.
    assertThat(typefaces.regular().width("mi", 2048)).isCloseTo(1995 + 569, within(1e-6));
    assertThat(typefaces.bold().width("mi", 10)).isGreaterThan(typefaces.regular().width("mi", 10));
  }

  @Test
  void shouldElideOnlyWhatDoesNotFit() {
    TextStyle style = TextStyle.TITLE;
    double width = typefaces.width("Metaplastic", style);

    assertThat(typefaces.fit("Metaplastic", style, width)).isEqualTo("Metaplastic");
    String elided = typefaces.fit("Metaplastic", style, width - 1);
    assertThat(elided).startsWith("Metapl").endsWith("…");
    assertThat(typefaces.width(elided, style)).isLessThanOrEqualTo(width - 1);
    assertThat(typefaces.fit("x".repeat(500), style, 1)).isEqualTo("…");
  }

  @Test
  void shouldBreakLinesBetweenWordsAndElideLongOnes() {
    TextStyle style = TextStyle.SMALL;
    double width = typefaces.width("two words", style);

    assertThat(typefaces.wrap("two words two", style, width)).containsExactly("two words", "two");
    assertThat(typefaces.wrap("y".repeat(80) + " z", style, width))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("…"), second -> assertThat(second).isEqualTo("z"));
  }

  @Test
  void shouldHaveAWidthForCharactersThatTheFontLacks() {
    assertThat(typefaces.width("子", TextStyle.BODY)).isPositive();
  }
}
