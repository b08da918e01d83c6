package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and expected pixels were written by Pillow 13: {@code Image.open(…).convert("RGB")}. */
class ImageDecoderTest {

  private final ImageDecoder decoder = new ImageDecoder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb24.bmp",
        "rgba32.bmp",
        "palette8.bmp",
        "grey8.bmp",
        "bilevel.bmp",
        "rgb.png",
        "grey8.png",
        "grey1.png",
        "grey2.png",
        "grey4.png",
        "palette.png",
        "palette-transparent.png",
        "palette4.png",
        "grey16.png",
        "grey16-dark.png",
        "rgb16.png",
        "rgba.png",
        "rgba16.png",
        "grey-alpha.png",
        "grey-alpha16.png",
        "gamma.png",
        "exif6.png",
        "profile.png",
        "rgb.tif",
        "rgb-lzw.tif",
        "rgb-deflate.tif",
        "rgb-packbits.tif",
        "rgba.tif",
        "grey8.tif",
        "grey16.tif",
        "palette.tif",
        "cmyk.tif",
        "bilevel-g4.tif",
        "int32.tif",
        "orientation6.tif",
        "white-is-zero.tif",
        "profile.tif",
        "lossless.webp",
        "alpha.webp",
        "exif6.webp",
        "profile.webp"
      })
  void shouldDecodeLosslessFilesAsPilDoes(String name) throws Exception {
    RgbImage image = decoder.decode(PpmFile.bytes(name));
    RgbImage expected = PpmFile.read(name + ".ppm");
    assertThat(image.width()).isEqualTo(expected.width());
    assertThat(image.height()).isEqualTo(expected.height());
    assertThat(largestDifference(image, expected)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb444.jpg",
        "rgb420.jpg",
        "progressive.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "exif6.jpg",
        "profile.jpg",
        "rgb-adobe.jpg",
        "rgb-jpeg.tif",
        "lossy.webp"
      })
  void shouldDecodeLossyFilesNearlyAsPilDoes(String name) throws Exception {
    RgbImage image = decoder.decode(PpmFile.bytes(name));
    RgbImage expected = PpmFile.read(name + ".ppm");
    assertThat(image.width()).isEqualTo(expected.width());
    assertThat(image.height()).isEqualTo(expected.height());
    boolean webp = name.endsWith(".webp");
    assertThat(largestDifference(image, expected)).isLessThanOrEqualTo(webp ? 12 : 3);
    assertThat(meanDifference(image, expected)).isLessThan(webp ? 2.5 : 0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exif6.jpg", "exif6.png", "exif6.webp"})
  void shouldTurnImagesUprightWhereAsked(String name) throws Exception {
    ImageDecoder upright = new ImageDecoder(DecodeLimits.DEFAULT, Orientation.UPRIGHT);
    RgbImage image = upright.decode(PpmFile.bytes(name));
    RgbImage expected = PpmFile.read(name + ".upright.ppm");
    assertThat(image.width()).isEqualTo(expected.width());
    assertThat(largestDifference(image, expected)).isLessThanOrEqualTo(8);
  }

  @Test
  void shouldRefuseAnEmptyFile() {
    assertThat(failure(decoder, new byte[0]).code()).isEqualTo("EMPTY_FILE");
  }

  @Test
  void shouldRefuseWhatIsNoImage() {
    UnreadableImageException failure = failure(decoder, "<svg/>".getBytes());
    assertThat(failure.code()).isEqualTo(Code.UNSUPPORTED_FORMAT.name());
    assertThat(failure).hasMessageContaining("BMP, PNG, JPEG, TIFF, WebP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb24.bmp", "rgb.png", "rgb444.jpg", "rgb-lzw.tif", "lossless.webp", "cmyk.jpg"})
  void shouldRefuseBrokenFiles(String name) {
    byte[] file = PpmFile.bytes(name);
    byte[] head = Arrays.copyOf(file, 20);
    assertThat(failure(decoder, head).code()).isEqualTo("UNREADABLE_IMAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb24.bmp", "rgb16.png", "rgb-lzw.tif"})
  void shouldRefuseTruncatedPixels(String name) {
    byte[] file = PpmFile.bytes(name);
    byte[] half = Arrays.copyOf(file, file.length / 2);
    assertThat(failure(decoder, half).code()).isEqualTo("UNREADABLE_IMAGE");
  }

  /** Their decoders would fill what is missing with grey. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb444.jpg",
        "progressive.jpg",
        "exif6.jpg",
        "cmyk.jpg",
        "lossless.webp",
        "lossy.webp"
      })
  void shouldRefuseFilesThatEndAnywhereButAtTheirEnd(String name) {
    byte[] file = PpmFile.bytes(name);
    for (int length : new int[] {file.length * 3 / 4, file.length - 1}) {
      assertThat(failure(decoder, Arrays.copyOf(file, length)).code())
          .as("%d of %d bytes", length, file.length)
          .isEqualTo("UNREADABLE_IMAGE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb444.jpg", "lossless.webp", "rgb.png"})
  void shouldPassOverWhatFollowsAnImage(String name) throws Exception {
    byte[] file = PpmFile.bytes(name);
    byte[] longer = Arrays.copyOf(file, file.length + 100);
    assertThat(decoder.decode(longer).pixels()).isEqualTo(decoder.decode(file).pixels());
  }

  @Test
  void shouldRefuseFloatingPointPixels() {
    assertThat(failure(decoder, PpmFile.bytes("float32.tif")))
        .hasMessageContaining("floating-point pixels are not supported");
  }

  @Test
  void shouldCheckTheSizeBeforeItAllocatesPixels() {
    byte[] png = PpmFile.bytes("rgb.png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 20_000);
    header.putInt(20, 20_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());

    UnreadableImageException failure = failure(decoder, png);

    assertThat(failure.code()).isEqualTo("IMAGE_TOO_LARGE");
    assertThat(failure).hasMessageContaining("20000 × 20000");
  }

  @Test
  void shouldRefuseFilesAboveTheLimits() {
    byte[] png = PpmFile.bytes("rgb.png");
    assertThat(failure(new ImageDecoder(new DecodeLimits(100, 100, 1000)), png).code())
        .isEqualTo("IMAGE_TOO_LARGE");
    assertThat(failure(new ImageDecoder(new DecodeLimits(10_000, 36, 1000)), png).code())
        .isEqualTo("IMAGE_TOO_LARGE");
    assertThat(failure(new ImageDecoder(new DecodeLimits(10_000, 100, 100)), png).code())
        .isEqualTo("IMAGE_TOO_LARGE");
  }

  private static UnreadableImageException failure(ImageDecoder decoder, byte[] file) {
    return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file));
  }

  private static int largestDifference(RgbImage a, RgbImage b) {
    int largest = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      largest = Math.max(largest, Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff)));
    }
    return largest;
  }

  private static double meanDifference(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
    }
    return sum / a.pixels().length;
  }
}
