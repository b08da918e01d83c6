package io.camstream.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.RgbImage;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A picture in which object, mark and heat are planted at known places. */
class PlantedEvidenceTest {

  private static final int SIDE = 224;

  @RepeatedTest(30)
  void objectIsFoundWithoutTheMarkThatTouchesIt(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    double angle = random.nextDouble() * 2 * Math.PI;
    double radius = 45 + random.nextDouble() * 20;
    double markY = 112 + Math.sin(angle) * (radius + 6);
    double markX = 112 + Math.cos(angle) * (radius + 6);
    RgbImage image =
        picture(
            random,
            (y, x) ->
                Math.hypot(y - markY, x - markX) < 18
                    ? new int[] {15, 165, 60}
                    : Math.hypot(y - 112, x - 112) < 15
                        ? new int[] {80, 50, 110}
                        : Math.hypot(y - 112, x - 112) < radius
                            ? new int[] {200, 150, 170}
                            : new int[] {228, 230, 231});

    Grid grid = new Grid(image);
    ObjectMask mask = ObjectMask.estimate(image, grid).orElseThrow();

    BitSet object =
        Grid.where(
            i ->
                Math.hypot(i / Grid.SIDE * 2 + 1 - 112, i % Grid.SIDE * 2 + 1 - 112) < radius
                    && Math.hypot(i / Grid.SIDE * 2 + 1 - markY, i % Grid.SIDE * 2 + 1 - markX)
                        > 18);
    BitSet both = Regions.and(object, mask.inside());
    BitSet either = mask.inside();
    either.or(object);
    assertThat((double) both.cardinality() / either.cardinality()).isGreaterThan(0.85);
    BitSet mark =
        Grid.where(
            i -> Math.hypot(i / Grid.SIDE * 2 + 1 - markY, i % Grid.SIDE * 2 + 1 - markX) < 12);
    assertThat(Regions.and(mark, mask.withMargin()).cardinality())
        .isLessThan(mark.cardinality() / 4);
  }

  @RepeatedTest(20)
  void hotRegionIsWhereTheHeatIsPlanted(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int y = 10 + random.nextInt(Grid.SIDE - 20);
    int x = 10 + random.nextInt(Grid.SIDE - 20);
    float[] heat = new float[Grid.POINTS];
    for (int i = 0; i < heat.length; i++) {
      double distance = Math.hypot(i / Grid.SIDE - y, i % Grid.SIDE - x);
      heat[i] = (float) Math.exp(-distance * distance / 50);
    }

    BitSet hot = HotRegion.of(heat);

    assertThat(hot.stream())
        .allMatch(i -> Math.hypot(i / Grid.SIDE - y, i % Grid.SIDE - x) < 10)
        .contains(y * Grid.SIDE + x);
    double held = hot.stream().mapToDouble(i -> heat[i]).sum();
    double total = 0;
    for (float value : heat) {
      total += value;
    }
    assertThat(held / total).isBetween(0.5, 0.52);
  }

  @Test
  void fillContinuesASlopeWithoutAnEdge() {
    RgbImage image =
        picture(new SplittableRandom(1), (y, x) -> new int[] {50 + x / 2, 50 + y / 2, 100});
    Grid grid = new Grid(image);
    BitSet hole = Grid.where(i -> Math.hypot(i / Grid.SIDE - 56, i % Grid.SIDE - 56) < 15);

    double[] filled = SmoothFill.of(grid, hole);

    for (int i = 0; i < Grid.POINTS; i++) {
      assertThat(filled[3 * i])
          .isCloseTo(grid.level(i, 0), org.assertj.core.data.Offset.offset(8.0));
      assertThat(filled[3 * i + 2]).isCloseTo(100, org.assertj.core.data.Offset.offset(4.0));
    }
  }

  @Test
  void imageWithoutAnObjectHasNoMask() {
    RgbImage image = picture(new SplittableRandom(1), (y, x) -> new int[] {200, 200, 200});

    assertThat(ObjectMask.estimate(image, new Grid(image))).isEmpty();
  }

  private interface Painter {
    int[] color(int y, int x);
  }

  private static RgbImage picture(SplittableRandom random, Painter painter) {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      int[] color = painter.color(i / SIDE, i % SIDE);
      for (int channel = 0; channel < 3; channel++) {
        double level = color[channel] + random.nextDouble(-3, 3);
        pixels[3 * i + channel] = (byte) Math.max(0, Math.min(255, Math.round(level)));
      }
    }
    return new RgbImage(SIDE, SIDE, pixels);
  }
}
