package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanvasTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 40;

  private final Typefaces typefaces = Typefaces.load();

  /** Copied, where it was drawn before on white; cut off at the edge; and over a colour. */
  @ParameterizedTest
  @ValueSource(doubles = {10, 10.25, 31.7, 130.3, -4.5})
  void shouldCopyTextAsItIsDrawn(double x) throws Exception {
    for (Color ground : new Color[] {Color.WHITE, Palette.ACCENT}) {
      byte[] expected = drawn(ground, "Ångström, fjord", x);

      assertThat(onCanvas(ground, "Ångström, fjord", x)).isEqualTo(expected);
      assertThat(onCanvas(ground, "Ångström, fjord", x)).isEqualTo(expected);
    }
  }

  @Test
  void shouldDrawOverWhatIsThere() throws Exception {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, typefaces);
    canvas.text("first", 10, 25, TextStyle.TITLE);
    canvas.text("first", 12, 25, TextStyle.TITLE);

    assertThat(canvas.image().pixels())
        .isNotEqualTo(onCanvas(Color.WHITE, "first", 10))
        .isNotEqualTo(onCanvas(Color.WHITE, "first", 12));
  }

  private byte[] onCanvas(Color ground, String text, double x) throws Exception {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, typefaces);
    canvas.fill(0, 0, WIDTH, HEIGHT, ground);
    canvas.text(text, x, 25, TextStyle.TITLE);
    return canvas.image().pixels();
  }

  private byte[] drawn(Color ground, String text, double x) {
    BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(ground);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(TextStyle.TITLE.color());
    typefaces.bold().draw(graphics, text, x, 25, TextStyle.TITLE.size());
    graphics.dispose();
    int[] colors = sheet.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
    byte[] pixels = new byte[3 * colors.length];
    for (int i = 0; i < colors.length; i++) {
      pixels[3 * i] = (byte) (colors[i] >> 16);
      pixels[3 * i + 1] = (byte) (colors[i] >> 8);
      pixels[3 * i + 2] = (byte) colors[i];
    }
    return pixels;
  }
}
