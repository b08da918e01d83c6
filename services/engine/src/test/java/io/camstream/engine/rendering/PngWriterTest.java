package io.camstream.engine.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "86,3", "87,2", "88,2", "173,5", "1000,700", "3,40000"})
  void shouldGiveBackEveryLevelOfNoise(int width, int height) throws Exception {
    Random random = new Random(7);
    assertGivenBack(image(width, height, i -> random.nextInt(256)));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "86,3", "87,3", "88,3", "259,2", "1000,700"})
  void shouldGiveBackOneColour(int width, int height) throws Exception {
    assertGivenBack(image(width, height, i -> 200));
  }

  @Test
  void shouldGiveBackRepetitionsOfEveryLength() throws Exception {
    Random random = new Random(11);
    byte[] pixels = new byte[3 * 400 * 100];
    for (int at = 0; at < pixels.length; ) {
      byte level = (byte) random.nextInt(256);
      for (int end = Math.min(pixels.length, at + 3 * random.nextInt(300)); at < end; at++) {
        pixels[at] = level;
      }
    }
    assertGivenBack(new RgbImage(400, 100, pixels));
  }

  @Test
  void shouldGiveBackLevelsSoUnevenThatTheirCodeMustBeShortened() throws Exception {
    // Fibonacci numbers as counts make the deepest tree that there is.
    int[] levels = new int[60_000];
    int at = 0;
    int count = 1;
    int next = 1;
    for (int level = 1; at < levels.length; level++) {
      int end = Math.min(levels.length, at + count);
      for (; at < end; at++) {
        levels[at] = 5 * level;
      }
      int sum = count + next;
      count = next;
      next = sum;
    }
    // One row: the filter leaves it as it is.
    assertGivenBack(image(levels.length / 3, 1, i -> levels[(int) (i * 7919L % levels.length)]));
  }

  @Test
  void shouldGiveBackAFigure() throws Exception {
    BufferedImage figure = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    figure.createGraphics().fillOval(20, 30, 200, 90);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngWriter.encodeFigure(figure)));

    for (int y = 0; y < 200; y++) {
      for (int x = 0; x < 320; x++) {
        assertThat(read.getRGB(x, y)).isEqualTo(figure.getRGB(x, y));
      }
    }
  }

  @Test
  void shouldGiveTheSameBytesEachTime() {
    Random random = new Random(3);
    RgbImage image = image(100, 100, i -> random.nextInt(4) * 60);

    assertThat(PngWriter.encode(image)).isEqualTo(PngWriter.encode(image));
  }

  private static RgbImage image(int width, int height, IntUnaryOperator level) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) level.applyAsInt(i);
    }
    return new RgbImage(width, height, pixels);
  }

  private static void assertGivenBack(RgbImage image) throws Exception {
    RgbImage read = new ImageDecoder().decode(PngWriter.encode(image));

    assertThat(read.width()).isEqualTo(image.width());
    assertThat(read.pixels()).isEqualTo(image.pixels());
  }
}
