package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.png.PngEncoder;
import io.camstream.engine.png.PngEncoder.Sheet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanvasSheetTest {

  /** Two strips, the second one with a picture that the first has too. */
  @Test
  void shouldKeepEveryLevelOfSheetsThatSharePictures() throws Exception {
    RgbImage first = photograph(70, 50);
    RgbImage second = photograph(70, 40);
    Sheet sheet =
        canvas(first, 20, 9, first, 100, 9, second, 5, 90)
            .sheet(
                List.of(
                    new Sheet.Strip(
                        9, List.of(new Sheet.Placed(first, 20), new Sheet.Placed(first, 100))),
                    new Sheet.Strip(90, List.of(new Sheet.Placed(second, 5)))));
    Sheet other =
        canvas(second, 130, 60, first, 0, 0, first, 0, 0)
            .sheet(
                List.of(
                    new Sheet.Strip(0, List.of(new Sheet.Placed(first, 0))),
                    new Sheet.Strip(60, List.of(new Sheet.Placed(second, 130)))));
    PngEncoder png = new PngEncoder();

    assertThat(new ImageDecoder().decode(png.encode(sheet)).pixels()).isEqualTo(sheet.pixels());
    assertThat(new ImageDecoder().decode(png.encode(other)).pixels()).isEqualTo(other.pixels());
  }

  @Test
  void shouldWriteSheetsOfAnImageTheSameWhicheverImageWasBefore() {
    Sheet sheet = canvas(photograph(70, 50), 20, 9).sheet(List.of());
    PngEncoder used = new PngEncoder();
    used.encode(canvas(photograph(120, 150), 3, 5).sheet(List.of()));
    used.startImage();

    assertThat(used.encode(sheet)).isEqualTo(new PngEncoder().encode(sheet));
  }

  @Test
  void shouldCompressRecurringPicturesAsTheRestOfTheSheet() {
    RgbImage picture = photograph(200, 200);
    Canvas canvas = canvas(picture, 0, 0);
    Sheet sheet = canvas.sheet(List.of(new Sheet.Strip(0, List.of(new Sheet.Placed(picture, 0)))));

    int together = new PngEncoder().encode(sheet).length;

    int alone = new PngEncoder().encode(canvas.image()).length;
    assertThat(together).isCloseTo(alone, withinPercentage(3));
  }

  /** Pictures at their left and top on a large white sheet. */
  private static Canvas canvas(Object... placed) {
    Canvas canvas = new Canvas(210, 220, Typefaces.load());
    for (int i = 0; i < placed.length; i += 3) {
      canvas.image((RgbImage) placed[i], (int) placed[i + 1], (int) placed[i + 2]);
    }
    return canvas;
  }

  /** A slope with noise, and an even part. */
  private static RgbImage photograph(int width, int height) {
    Random random = new Random(1);
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      pixels[i] = (byte) (x < width / 3 ? 255 : x / 2 + random.nextInt(6));
    }
    return new RgbImage(width, height, pixels);
  }
}
