package io.camstream.engine.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "257, 129", "640, 480"})
  void shouldKeepEveryLevel(int width, int height) throws Exception {
    RgbImage image = photograph(width, height);

    RgbImage decoded = new ImageDecoder().decode(PngWriter.encode(image));

    assertThat(decoded.width()).isEqualTo(width);
    assertThat(decoded.pixels()).isEqualTo(image.pixels());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "257, 129"})
  void shouldEncodeFiguresAndDrawingsAlike(int width, int height) throws Exception {
    RgbImage image = photograph(width, height);
    int[] colors = new int[width * height];
    for (int i = 0; i < colors.length; i++) {
      int x = i % width;
      int y = i / width;
      colors[i] = image.level(x, y, 0) << 16 | image.level(x, y, 1) << 8 | image.level(x, y, 2);
    }
    ImageDecoder decoder = new ImageDecoder();

    assertThat(decoder.decode(PngWriter.encodeFigure(width, height, colors)).pixels())
        .isEqualTo(image.pixels());
    assertThat(decoder.decode(PngWriter.encodeDrawing(width, height, colors)).pixels())
        .isEqualTo(image.pixels());
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
