package io.camstream.engine.png;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngEncoderTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "257, 129", "640, 480", "1000, 800"})
  void shouldKeepEveryLevel(int width, int height) throws Exception {
    RgbImage image = photograph(width, height);

    RgbImage decoded = new ImageDecoder().decode(new PngEncoder().encode(image));

    assertThat(decoded.width()).isEqualTo(width);
    assertThat(decoded.pixels()).isEqualTo(image.pixels());
  }

  @Test
  void shouldWriteTheSameBytesWhateverItWroteBefore() {
    RgbImage image = photograph(257, 129);
    PngEncoder used = new PngEncoder();
    used.encode(photograph(640, 480));

    assertThat(used.encode(image)).isEqualTo(new PngEncoder().encode(image));
  }

  /** White rows are one run, and so is the first, above which there is nothing. */
  @Test
  void shouldTakeNextToNothingForWhite() {
    byte[] white = new byte[3 * 1000 * 400];
    Arrays.fill(white, (byte) 255);

    assertThat(new PngEncoder().encode(new RgbImage(1000, 400, white))).hasSizeLessThan(4000);
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
