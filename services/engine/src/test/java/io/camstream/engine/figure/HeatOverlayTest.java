package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeatOverlayTest {

  private static final ModelView WHOLE = new ModelView(0, 0, 4, 4);

  @Test
  void shouldMixHeatAndImageAndDivideByTheLargest() {
    RgbImage image = grey(4, 4, 100);
    float[] map = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};

    RgbImage overlay = new HeatOverlay(image, WHOLE).heat(map, 4, 4, ColorMap.JET, 0.5);

    // Level 0 of jet is (0, 0, 128), level 255 (128, 0, 0): the largest mixture is 228 / 2.
    assertThat(pixel(overlay, 0, 0)).containsExactly(111, 111, 255);
    assertThat(pixel(overlay, 0, 3)).containsExactly(255, 111, 111);
  }

  @Test
  void shouldShowOnlyTheImageAtNoOpacity() {
    RgbImage image = gradient(4, 4);

    RgbImage overlay = new HeatOverlay(image, WHOLE).heat(new float[16], 4, 4, ColorMap.JET, 0);

    int brightest = 0;
    for (byte level : image.pixels()) {
      brightest = Math.max(brightest, level & 0xff);
    }
    for (int i = 0; i < image.pixels().length; i++) {
      double expected = (image.pixels()[i] & 0xff) * 255.0 / brightest;
      assertThat(overlay.pixels()[i] & 0xff).isCloseTo((int) expected, within(1));
    }
  }

  @Test
  void shouldStayBlackWhereNothingIsToBeMixed() {
    RgbImage overlay =
        new HeatOverlay(grey(4, 4, 0), WHOLE).heat(new float[16], 4, 4, ColorMap.INFERNO, 0);

    assertThat(overlay.pixels()).containsOnly(0);
  }

  @Test
  void shouldFadeAndOutlineWhatTheModelDidNotSee() {
    RgbImage image = grey(10, 10, 100);
    HeatOverlay overlay = new HeatOverlay(image, new ModelView(3, 3, 4, 4));

    RgbImage plain = overlay.withoutHeat();

    assertThat(overlay.hasUnseenPart()).isTrue();
    assertThat(pixel(plain, 0, 0)).containsOnly(193);
    assertThat(pixel(plain, 2, 2)).as("outline").containsOnly(60);
    assertThat(pixel(plain, 3, 3)).as("inside").containsOnly(100);
    assertThat(pixel(plain, 6, 6)).as("inside").containsOnly(100);
    assertThat(pixel(plain, 7, 5)).as("outline").containsOnly(60);
    assertThat(pixel(plain, 8, 5)).containsOnly(193);
    assertThat(pixel(plain, 5, 9)).containsOnly(193);
  }

  @Test
  void shouldPutHeatOnlyIntoTheView() {
    float[] hot = new float[49];
    Arrays.fill(hot, 1);
    HeatOverlay overlay = new HeatOverlay(grey(10, 10, 100), new ModelView(3, 3, 4, 4));

    RgbImage heat = overlay.heat(hot, 7, 7, ColorMap.VIRIDIS, 0.5);
    RgbImage plain = overlay.withoutHeat();

    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 10; x++) {
        boolean inside = x >= 3 && x < 7 && y >= 3 && y < 7;
        assertThat(Arrays.equals(pixel(heat, x, y), pixel(plain, x, y))).isEqualTo(!inside);
      }
    }
  }

  @Test
  void shouldLeaveAnImageAloneThatTheModelSawAsAWhole() {
    RgbImage image = gradient(5, 3);
    HeatOverlay overlay = new HeatOverlay(image, new ModelView(0, 0, 5, 3));

    assertThat(overlay.hasUnseenPart()).isFalse();
    assertThat(overlay.withoutHeat().pixels()).isEqualTo(image.pixels());
  }

  @Test
  void shouldClipAViewThatReachesBeyondTheImage() {
    RgbImage image = gradient(5, 3);
    HeatOverlay overlay = new HeatOverlay(image, new ModelView(-2, -4, 9, 9));

    assertThat(overlay.hasUnseenPart()).isFalse();
    assertThat(overlay.heat(new float[81], 9, 9, ColorMap.JET, 0.5).width()).isEqualTo(5);
  }

  @Test
  void shouldSampleTheMapAtThePositionInTheView() {
    float[] leftHalf = {1, 0};
    HeatOverlay overlay = new HeatOverlay(grey(8, 1, 0), new ModelView(4, 0, 4, 1));

    RgbImage heat = overlay.heat(leftHalf, 1, 2, ColorMap.INFERNO, 1);

    assertThat(heat.level(4, 0, 0)).as("left edge of the view").isEqualTo(0xfc);
    assertThat(heat.level(7, 0, 0)).as("right edge of the view").isLessThan(2);
    assertThat(heat.level(5, 0, 0)).isGreaterThan(heat.level(6, 0, 0));
  }

  private static RgbImage grey(int width, int height, int level) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) level);
    return new RgbImage(width, height, pixels);
  }

  private static RgbImage gradient(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (5 * i);
    }
    return new RgbImage(width, height, pixels);
  }

  private static int[] pixel(RgbImage image, int x, int y) {
    return new int[] {image.level(x, y, 0), image.level(x, y, 1), image.level(x, y, 2)};
  }
}
