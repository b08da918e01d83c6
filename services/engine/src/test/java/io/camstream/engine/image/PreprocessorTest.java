package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {

  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

  private static PreprocessorConfig config(boolean resize, int edge, double crop) {
    return new PreprocessorConfig(
        resize, edge, crop, Resampling.BICUBIC, true, 1 / 255.0, true, MEAN, STD);
  }

  @ParameterizedTest(name = "{0}x{1} at {2}")
  @CsvSource({
    "640, 480, 224, c22daa77, 0.69055575, 0.50218344, 1.05017555",
    "480, 640, 224, 704aeffc, 0.41655967, 0.63918144, 0.81042898",
    "333, 500, 384, 733fa448, -2.08365440, -1.98090601, -1.84390795",
    "100, 75, 224, 2ac1301e, 0.36518541, 0.60493195, 0.81042898"
  })
  void shouldMakeTheInputOfTransformersBitForBit(
      int width, int height, int edge, String crc, float first, float second, float third) {
    Preprocessor preprocessor = new Preprocessor(config(true, edge, 0.875));

    PixelValues pixels = preprocessor.preprocess(Patterns.image(width, height));

    assertThat(pixels.height()).isEqualTo(edge);
    assertThat(pixels.width()).isEqualTo(edge);
    assertThat(pixels.chw()).startsWith(first, second, third);
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * pixels.chw().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pixels.chw());
    assertThat(PilResizeTest.crc(bytes.array())).isEqualTo(crc);
  }

  @Test
  void shouldSayWhichPartOfTheImageTheModelSees() {
    Preprocessor cropping = new Preprocessor(config(true, 224, 0.875));
    Preprocessor squashing = new Preprocessor(config(true, 384, 0.875));
    RgbImage image = Patterns.image(512, 256);

    // 512 x 256 stays as it is (256 is the resized side); the crop is 224 of it.
    assertThat(cropping.view(image)).isEqualTo(new ModelView(144, 16, 224, 224));
    assertThat(squashing.view(image)).isEqualTo(new ModelView(0, 0, 512, 256));
    ModelView scaled = cropping.view(Patterns.image(128, 128));
    assertThat(scaled.x()).isCloseTo(8, within(1e-9));
    assertThat(scaled.width()).isCloseTo(112, within(1e-9));
  }

  @Test
  void shouldLeaveTheImageAsItIsWithoutResizing() {
    PixelValues pixels =
        new Preprocessor(config(false, 224, 0.875)).preprocess(Patterns.image(70, 45));
    assertThat(pixels.width()).isEqualTo(70);
    assertThat(pixels.height()).isEqualTo(45);
  }

  @Test
  void shouldKeepLevelsWhereNothingIsToBeDone() {
    PreprocessorConfig raw =
        new PreprocessorConfig(
            false, 224, 0.875, Resampling.BICUBIC, false, 1 / 255.0, false, MEAN, STD);
    PixelValues pixels = new Preprocessor(raw).preprocess(Patterns.image(3, 2));
    assertThat(pixels.chw()).startsWith(0, 7, 14, 13);
  }

  @Test
  void shouldPadWithBlackWhereTheCropIsLargerThanTheImage() {
    // crop_pct 2: the shorter side becomes 20, the crop has 40.
    PreprocessorConfig config =
        new PreprocessorConfig(true, 40, 2, Resampling.BILINEAR, true, 1 / 255.0, false, MEAN, STD);
    byte[] white = new byte[3 * 60 * 60];
    java.util.Arrays.fill(white, (byte) 255);
    Preprocessor preprocessor = new Preprocessor(config);
    RgbImage image = new RgbImage(60, 60, white);

    PixelValues pixels = preprocessor.preprocess(image);

    assertThat(pixels.chw()[0]).isZero();
    assertThat(pixels.chw()[20 * 40 + 20]).isEqualTo(1);
    assertThat(preprocessor.view(image)).isEqualTo(new ModelView(-30, -30, 120, 120));
  }

  @Test
  void shouldTakeImagesOfOnePixel() {
    Preprocessor preprocessor = new Preprocessor(config(true, 224, 0.875));
    assertThat(preprocessor.preprocess(Patterns.image(1, 1)).chw()).doesNotContain(Float.NaN);
    assertThat(preprocessor.preprocess(Patterns.image(1, 5000)).height()).isEqualTo(224);
    assertThat(preprocessor.preprocess(Patterns.image(5000, 3)).width()).isEqualTo(224);
  }

  @Test
  void shouldRefuseWhatNeitherPilCouldResize() {
    Preprocessor preprocessor = new Preprocessor(config(true, 224, 1e-5));
    assertThatThrownBy(() -> preprocessor.preprocess(Patterns.image(1, 1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too long and thin");
  }
}
