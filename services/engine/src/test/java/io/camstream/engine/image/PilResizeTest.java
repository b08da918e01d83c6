package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of Pillow, as checksums over images that a formula makes. */
class PilResizeTest {

  @ParameterizedTest(name = "{0}x{1} to {2}x{3}")
  @CsvSource({
    "640, 480, 341, 256, 5fa1e192, a8726db4, 33393479, 175de0f9, 33393994",
    "480, 640, 256, 341, 9e45ed87, 8dfb4571, 33389201, 2085aa42, 33389133",
    "100, 75, 341, 256, ac2706ab, 18ff3c11, 33370318, 61a326f2, 33370903",
    "333, 500, 384, 384, 819cc70b, e93d4414, 56432374, 362f0ba4, 56432181",
    "1920, 1080, 455, 256, 0585dbb5, 264099cc, 44553465, 44c77d69, 44552423",
    "224, 224, 256, 256, 5dfdecca, 5df41030, 25105347, 79d09d67, 25094925",
    "17, 9, 224, 224, 775d4e53, fb28f600, 19047411, daf3edfe, 19042580"
  })
  void shouldResizeAsPillowDoes(
      int fromWidth,
      int fromHeight,
      int width,
      int height,
      String sourceCrc,
      String bilinearCrc,
      long bilinearSum,
      String bicubicCrc,
      long bicubicSum) {
    RgbImage source = Patterns.image(fromWidth, fromHeight);
    assertThat(crc(source.pixels())).isEqualTo(sourceCrc);

    Window all = new Window(0, 0, width, height);
    RgbImage bilinear = PilResize.resize(source, width, height, all, Resampling.BILINEAR);
    RgbImage bicubic = PilResize.resize(source, width, height, all, Resampling.BICUBIC);

    assertThat(crc(bilinear.pixels())).isEqualTo(bilinearCrc);
    assertThat(sum(bilinear)).isEqualTo(bilinearSum);
    assertThat(crc(bicubic.pixels())).isEqualTo(bicubicCrc);
    assertThat(sum(bicubic)).isEqualTo(bicubicSum);
  }

  @ParameterizedTest(name = "{0} {1}x{2} to {3}x{4}")
  @CsvSource({
    "NEAREST, 100, 75, 341, 256, 36bf5bba",
    "NEAREST, 333, 210, 237, 150, 73509ae1",
    "NEAREST, 64, 64, 64, 40, 277f4114",
    "NEAREST, 3, 500, 7, 20, 7f5b54a3",
    "NEAREST, 2, 700, 5, 300, 113962da",
    "LANCZOS, 100, 75, 341, 256, d2e772b7",
    "LANCZOS, 333, 210, 237, 150, 0433e5d7",
    "LANCZOS, 64, 64, 64, 40, fb558dac",
    "LANCZOS, 3, 500, 7, 20, 87c5e3e7",
    "LANCZOS, 2, 700, 5, 300, 16cf1bf1",
    "BILINEAR, 100, 75, 341, 256, 18ff3c11",
    "BILINEAR, 333, 210, 237, 150, d6d567cc",
    "BILINEAR, 64, 64, 64, 40, a9af7b5e",
    "BILINEAR, 3, 500, 7, 20, 03061e96",
    "BILINEAR, 2, 700, 5, 300, 3c4a99d9",
    "BICUBIC, 100, 75, 341, 256, 61a326f2",
    "BICUBIC, 333, 210, 237, 150, 2bb1bf17",
    "BICUBIC, 64, 64, 64, 40, 6be4c260",
    "BICUBIC, 3, 500, 7, 20, ad05638e",
    "BICUBIC, 2, 700, 5, 300, c50b8c26",
    "BOX, 100, 75, 341, 256, 36bf5bba",
    "BOX, 333, 210, 237, 150, 03ec2b53",
    "BOX, 64, 64, 64, 40, 153aebdd",
    "BOX, 3, 500, 7, 20, e7dc57d5",
    "BOX, 2, 700, 5, 300, d153b147",
    "HAMMING, 100, 75, 341, 256, 7ff14c8c",
    "HAMMING, 333, 210, 237, 150, ab35c18d",
    "HAMMING, 64, 64, 64, 40, e3de817b",
    "HAMMING, 3, 500, 7, 20, ad02be43",
    "HAMMING, 2, 700, 5, 300, 8d3d9373"
  })
  void shouldResizeWithEveryFilterAsPillowDoes(
      Resampling resampling, int fromWidth, int fromHeight, int width, int height, String crc) {
    RgbImage source = Patterns.image(fromWidth, fromHeight);
    Window all = new Window(0, 0, width, height);
    RgbImage resized = PilResize.resize(source, width, height, all, resampling);
    assertThat(crc(resized.pixels())).isEqualTo(crc);
  }

  @ParameterizedTest
  @CsvSource({"BILINEAR", "BICUBIC", "LANCZOS", "BOX", "HAMMING", "NEAREST"})
  void shouldComputeAWindowOfTheResult(Resampling resampling) {
    RgbImage source = Patterns.image(97, 61);
    RgbImage whole = PilResize.resize(source, 150, 40, new Window(0, 0, 150, 40), resampling);
    Window window = new Window(31, 7, 20, 25);

    RgbImage part = PilResize.resize(source, 150, 40, window, resampling);

    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        assertThat(part.level(x, y, 1))
            .isEqualTo(whole.level(x + window.left(), y + window.top(), 1));
      }
    }
  }

  @Test
  void shouldNotComputeMoreThanTheWindowOfAVeryLongResult() {
    RgbImage thin = Patterns.image(1, 30_000);
    Window window = new Window(16, 3_839_872, 224, 224);
    RgbImage part = PilResize.resize(thin, 256, 7_680_000, window, Resampling.BICUBIC);
    assertThat(part.width()).isEqualTo(224);
    assertThat(part.height()).isEqualTo(224);
  }

  static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return String.format("%08x", crc.getValue());
  }

  private static long sum(RgbImage image) {
    long sum = 0;
    for (byte level : image.pixels()) {
      sum += level & 0xff;
    }
    return sum;
  }
}
