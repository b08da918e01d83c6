package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {

  /** Entries of OpenCV 4.9's COLORMAP_JET: the ends, the joints of its ramps, its one exception. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 128",
    "31, 0, 0, 252",
    "32, 0, 0, 255",
    "33, 0, 4, 255",
    "96, 2, 255, 254",
    "128, 130, 255, 126",
    "159, 254, 255, 1",
    "160, 255, 252, 0",
    "223, 255, 0, 0",
    "224, 252, 0, 0",
    "255, 128, 0, 0"
  })
  void shouldHaveTheJetOfOpenCv(int level, int red, int green, int blue) {
    assertThat(ColorMap.JET.color(level)).isEqualTo(red << 16 | green << 8 | blue);
  }

  @ParameterizedTest
  @CsvSource({"TURBO, 30123b, 7a0403", "INFERNO, 000004, fcffa4", "VIRIDIS, 440154, fde725"})
  void shouldStartAndEndWithThePublishedColors(ColorMap map, String first, String last) {
    assertThat(map.color(0)).isEqualTo(Integer.parseInt(first, 16));
    assertThat(map.color(255)).isEqualTo(Integer.parseInt(last, 16));
  }

  @ParameterizedTest
  @EnumSource(names = {"INFERNO", "VIRIDIS"})
  void shouldBecomeLighterFromLevelToLevel(ColorMap map) {
    for (int level = 8; level < 256; level += 8) {
      assertThat(luma(map.color(level))).isGreaterThan(luma(map.color(level - 8)));
    }
  }

  private static double luma(int color) {
    return 0.2126 * (color >> 16) + 0.7152 * (color >> 8 & 0xff) + 0.0722 * (color & 0xff);
  }

  @Test
  void shouldTruncateValuesToLevels() {
    assertThat((int) ColorMap.level(0.999999f)).isEqualTo(254);
    assertThat((int) ColorMap.level(1f)).isEqualTo(255);
    assertThat((int) ColorMap.level(0.5f)).isEqualTo(127);
    assertThat((int) ColorMap.level(-0.1f)).isZero();
    assertThat((int) ColorMap.level(1.1f)).isEqualTo(255);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsId(ColorMap map) {
    assertThat(ColorMap.parse(" " + map.id().toUpperCase(java.util.Locale.ROOT))).isEqualTo(map);
  }

  @Test
  void shouldNameTheColorMapsThatThereAre() {
    assertThatThrownBy(() -> ColorMap.parse("hot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no colour map 'hot'; choose one of jet, turbo, inferno, viridis");
  }
}
