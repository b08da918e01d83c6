package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them are decoded in the process itself, without the cost of another. */
class OrdinaryFilesTest {

  private static final int IMAGES = 15;

  private final ImageDecoder decoder =
      new ImageDecoder(DecodeLimits.DEFAULT, Orientation.AS_PIL, 1L << 30);

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "png", "jpg", "tif", "progressive.jpg"})
  void shouldBeDecodedInTheProcessItself(String format) throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < IMAGES; i++) {
      int width = 1 + random.nextInt(1500);
      int height = 1 + random.nextInt(1500);
      byte[] file = file(width, height, random.nextBoolean(), format);

      assertThat(decoder.isOrdinary(file)).as("%d × %d", width, height).isTrue();
      assertThat(decoder.decode(file).width()).isEqualTo(width);
      assertThat(decoder.memoryNeeded(file))
          .as("RGB levels, and at most two copies beside")
          .isBetween(3L * width * height, 12L * (width + 32) * (height + 32));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb24.bmp",
        "rgba32.bmp",
        "palette8.bmp",
        "grey8.bmp",
        "rgb.png",
        "grey16.png",
        "rgba.png",
        "palette.png",
        "profile.png",
        "rgb444.jpg",
        "rgb420.jpg",
        "progressive.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "exif6.jpg",
        "rgb.tif",
        "rgb-lzw.tif",
        "rgb-deflate.tif",
        "rgb-packbits.tif",
        "grey16.tif",
        "palette.tif",
        "rgb-jpeg.tif",
        "profile.tif",
        "lossy.webp",
        "alpha.webp"
      })
  void shouldBeRecognisedWhateverProgramWroteThem(String name) throws Exception {
    boolean lossless = name.equals("alpha.webp");
    assertThat(decoder.isOrdinary(PpmFile.bytes(name))).isEqualTo(!lossless);
  }

  /** A photograph of a camera with 24 million pixels. */
  @Test
  void shouldIncludeTheSizeOfACamera() throws Exception {
    byte[] file = file(6000, 4000, false, "jpg");

    assertThat(decoder.isOrdinary(file)).isTrue();
    assertThat(
            new ImageDecoder(DecodeLimits.DEFAULT, Orientation.AS_PIL, 1L << 28).isOrdinary(file))
        .as("with a heap of 256 MB")
        .isFalse();
  }

  private static byte[] file(int width, int height, boolean grey, String format)
      throws IOException {
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.PINK, width, height, Color.BLUE));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    String suffix = format.substring(format.lastIndexOf('.') + 1);
    String name = suffix.equals("tif") ? "TIFF" : suffix;
    ImageWriter writer = ImageIO.getImageWritersByFormatName(name).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.startsWith("progressive")) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, List.of(), null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
