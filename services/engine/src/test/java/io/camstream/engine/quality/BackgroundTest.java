package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private static final Path DEMO = Path.of("../../infra/demo");
  private static final int LIGHT = 0xe6e4e8;
  private static final int CELL = 0x8899aa;

  @Test
  void shouldKeepAClearHaloInsideACellFromTheBackground() {
    RgbImage ring =
        draw(
            60,
            40,
            (x, y) -> {
              double distance = Math.hypot(x - 30, y - 20);
              return distance > 8 && distance < 14 ? CELL : LIGHT;
            });

    boolean[] mask = Background.mask(ring, new ModelView(0, 0, 60, 40), 40, 60);

    assertThat(mask[0]).as("corner").isTrue();
    assertThat(mask[20 * 60 + 19]).as("cell").isFalse();
    assertThat(mask[20 * 60 + 30]).as("halo").isFalse();
  }

  @Test
  void shouldTolerateUnevenLight() {
    RgbImage uneven = draw(50, 50, (x, y) -> 0xdcdcdc + 0x010101 * (x * 20 / 50 - 10));

    assertThat(Background.mask(uneven, new ModelView(0, 0, 50, 50), 8, 8)).containsOnly(true);
  }

  @Test
  void shouldSeeOnlyTheViewAndCountPaddingAsBackground() {
    RgbImage cellOnTheRight =
        draw(40, 20, (x, y) -> x >= 24 && x < 36 && y > 2 && y < 18 ? CELL : LIGHT);

    boolean[] cell = Background.mask(cellOnTheRight, new ModelView(25, 5, 10, 10), 4, 4);
    boolean[] padded = Background.mask(cellOnTheRight, new ModelView(-20, 5, 10, 10), 4, 4);

    assertThat(cell).containsOnly(false);
    assertThat(padded).containsOnly(true);
  }

  @Test
  void shouldWorkOnASinglePixelAndOnALargeImage() {
    RgbImage one = draw(1, 1, (x, y) -> LIGHT);
    RgbImage large = draw(1500, 700, (x, y) -> Math.hypot(x - 700, y - 350) < 200 ? CELL : LIGHT);

    assertThat(Background.mask(one, new ModelView(0, 0, 1, 1), 2, 2)).containsOnly(true);
    boolean[] mask = Background.mask(large, new ModelView(0, 0, 1500, 700), 7, 15);
    assertThat(mask[0]).isTrue();
    assertThat(mask[3 * 15 + 7]).isFalse();
  }

  /** Intersection over union with the true masks of the demo images. */
  @Test
  void shouldFindTheBackgroundOfTheDemoCells() throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.list(DEMO.resolve("images/synthetic-cells"))) {
      images = files.filter(file -> !file.toString().endsWith(".csv")).sorted().toList();
    }
    double sum = 0;
    for (Path image : images) {
      sum += intersectionOverUnion(image);
    }

    assertThat(images).hasSize(30);
    assertThat(sum / images.size()).isGreaterThan(0.9);
  }

  private static double intersectionOverUnion(Path file) throws IOException {
    String name = file.getFileName().toString().replaceAll("\\.\\w+$", "");
    Path truth = DEMO.resolve("truth/synthetic-cells");
    RgbImage image = read(file);
    RgbImage nucleus = read(truth.resolve(name + "_nucleus.png"));
    RgbImage cytoplasm = read(truth.resolve(name + "_cytoplasm.png"));
    boolean[] mask =
        Background.mask(
            image,
            new ModelView(0, 0, image.width(), image.height()),
            image.height(),
            image.width());
    int both = 0;
    int either = 0;
    for (int i = 0; i < mask.length; i++) {
      boolean background = nucleus.pixels()[3 * i] == 0 && cytoplasm.pixels()[3 * i] == 0;
      both += mask[i] && background ? 1 : 0;
      either += mask[i] || background ? 1 : 0;
    }
    return (double) both / either;
  }

  private static RgbImage read(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    return draw(picture.getWidth(), picture.getHeight(), picture::getRGB);
  }

  private static RgbImage draw(int width, int height, IntBinaryOperator color) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int rgb = color.applyAsInt(i % width, i / width);
      pixels[3 * i] = (byte) (rgb >> 16);
      pixels[3 * i + 1] = (byte) (rgb >> 8);
      pixels[3 * i + 2] = (byte) rgb;
    }
    return new RgbImage(width, height, pixels);
  }
}
