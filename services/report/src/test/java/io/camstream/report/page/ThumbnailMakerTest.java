package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailMakerTest {

  private final ThumbnailMaker maker = new ThumbnailMaker(256);

  @Test
  void shouldScaleTheLongerSideDownAndKeepTheProportions() throws IOException {
    Thumbnail thumbnail = maker.make(png(3_000, 1_500));

    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));
    assertThat(picture.getWidth()).isEqualTo(256).isEqualTo(thumbnail.width());
    assertThat(picture.getHeight()).isEqualTo(128).isEqualTo(thumbnail.height());
    assertThat(new Color(picture.getRGB(20, 64)).getRed()).isCloseTo(200, within(6));
    assertThat(new Color(picture.getRGB(236, 64)).getBlue()).isCloseTo(180, within(6));
  }

  @Test
  void shouldNotEnlarge() throws IOException {
    Thumbnail thumbnail = maker.make(png(40, 31));

    assertThat(thumbnail.width()).isEqualTo(40);
    assertThat(thumbnail.height()).isEqualTo(31);
  }

  @Test
  void shouldKeepAPixelOfAVeryThinPicture() throws IOException {
    assertThat(maker.make(png(20_000, 1)).height()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatIsNoPicture() throws IOException {
    byte[] whole = png(300, 300);
    for (byte[] file : new byte[][] {{}, "text".getBytes(), Arrays.copyOf(whole, 60)}) {
      assertThatThrownBy(() -> maker.make(file)).isInstanceOf(IOException.class);
    }
  }

  /** The left half reddish, the right half bluish. */
  private static byte[] png(int width, int height) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(200, 30, 40));
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(new Color(20, 60, 180));
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }
}
