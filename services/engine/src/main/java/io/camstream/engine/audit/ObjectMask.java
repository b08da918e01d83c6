package io.camstream.engine.audit;

import io.camstream.engine.LabColor;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Where the object of an image is: given by the user, or estimated from colours.
 *
 * <p>The estimate assumes one object in the middle on a background of one colour. The background
 * has the colour that is commonest along the edge of the whole image. The object is the connected
 * part of the rest that has most of its area near the centre, with its holes. A segment of it does
 * not belong to the object if it is less than 30 % of its area, lies at its outline, and has a
 * colour that is more than 22 ΔE away from, and rare in, the rest: a mark that touches a cell, say.
 */
final class ObjectMask {

  private static final double FRAME = 0.08;
  private static final int BINS = 16 * 16 * 16;
  private static final double BACKGROUND_DISTANCE = 6;
  private static final double OBJECT_DISTANCE = 7;
  private static final double FOREIGN_AREA = 0.3;
  private static final double FOREIGN_OUTLINE = 0.35;
  private static final double FOREIGN_DISTANCE = 22;
  private static final double LIKE_DISTANCE = 15;
  private static final double LIKE_SHARE = 0.1;
  private static final double LEAST_AREA = 0.01;
  private static final double FULL_CONTRAST = 20;
  private static final double FIELD_AREA = 0.55;
  private static final double FRAME_CONTRAST = 30;

  private static final Comparator<BitSet> BY_CENTRE =
      Comparator.comparingDouble(region -> region.stream().mapToDouble(Grid::centreWeight).sum());

  private final BitSet inside;
  private final Optional<LabColor> background;
  private final double confidence;
  private final boolean given;

  private ObjectMask(
      BitSet inside, Optional<LabColor> background, double confidence, boolean given) {
    this.inside = inside;
    this.background = background;
    this.confidence = confidence;
    this.given = given;
  }

  /**
   * The user's mask.
   *
   * @param inside whether a point of the grid belongs to the object
   * @return empty if the mask leaves nothing of the view, or all of it, to the object
   */
  static Optional<ObjectMask> given(IntPredicate inside) {
    BitSet region = Grid.where(inside);
    int area = region.cardinality();
    return area == 0 || area == Grid.POINTS
        ? Optional.empty()
        : Optional.of(new ObjectMask(region, Optional.empty(), 1, true));
  }

  /**
   * Estimates the object.
   *
   * @param image the whole image
   * @param grid its part that the model sees
   * @return empty where nothing stands out from the background, or nothing is left of it
   */
  static Optional<ObjectMask> estimate(RgbImage image, Grid grid) {
    LabColor background = refined(frameColor(image), grid);
    Optional<ObjectMask> mask = estimate(grid, background, Grid.where(i -> true));
    return mask.flatMap(m -> m.withinFrame(grid, background)).or(() -> mask);
  }

  private static Optional<ObjectMask> estimate(Grid grid, LabColor background, BitSet within) {
    BitSet apart =
        Regions.open(
            Grid.where(i -> within.get(i) && grid.color(i).distance(background) > OBJECT_DISTANCE),
            1);
    Optional<BitSet> component = Regions.components(apart).stream().max(BY_CENTRE);
    if (component.isEmpty() || component.get().cardinality() < ColorSegments.LEAST) {
      return Optional.empty();
    }
    BitSet object = withoutForeign(grid, Regions.fillHoles(component.get()));
    double area = (double) object.cardinality() / Grid.POINTS;
    return area < LEAST_AREA || area > 1 - LEAST_AREA
        ? Optional.empty()
        : Optional.of(
            new ObjectMask(object, Optional.of(background), confidence(grid, object), false));
  }

  /**
   * A dark frame around a bright field, such as the edge of an eyepiece, is not the background. It
   * is much darker than what it encloses, which fills most of the view; the object is looked for
   * within.
   */
  private Optional<ObjectMask> withinFrame(Grid grid, LabColor frame) {
    BitSet field = Regions.erode(inside, 5);
    BitSet rim = Regions.minus(field, Regions.erode(field, 8));
    boolean encloses =
        (double) inside.cardinality() / Grid.POINTS > FIELD_AREA && spans(inside) && !rim.isEmpty();
    if (!encloses) {
      return Optional.empty();
    }
    LabColor brightest = brightestHalf(grid, rim);
    return brightest.l() < frame.l() + FRAME_CONTRAST
        ? Optional.empty()
        : estimate(grid, refined(brightest, grid), field);
  }

  private static boolean spans(BitSet region) {
    int least = Grid.SIDE / 10;
    int most = Grid.SIDE - 1 - least;
    return region.stream().anyMatch(i -> i / Grid.SIDE <= least)
        && region.stream().anyMatch(i -> i / Grid.SIDE >= most)
        && region.stream().anyMatch(i -> i % Grid.SIDE <= least)
        && region.stream().anyMatch(i -> i % Grid.SIDE >= most);
  }

  private static LabColor brightestHalf(Grid grid, BitSet region) {
    double median = grid.medianColor(region).l();
    return grid.medianColor(Grid.where(i -> region.get(i) && grid.color(i).l() >= median));
  }

  private static LabColor frameColor(RgbImage image) {
    int step = 1 + Math.max(image.width(), image.height()) / 512;
    int frame = Math.max(1, (int) Math.round(FRAME * Math.min(image.width(), image.height())));
    int[] count = new int[BINS];
    long[] sum = new long[3 * BINS];
    for (int y = 0; y < image.height(); y += step) {
      for (int x = 0; x < image.width(); x += step) {
        int toEdge =
            Math.min(Math.min(x, image.width() - 1 - x), Math.min(y, image.height() - 1 - y));
        if (toEdge < frame) {
          int bin =
              image.level(x, y, 0) >> 4 << 8
                  | image.level(x, y, 1) >> 4 << 4
                  | image.level(x, y, 2) >> 4;
          count[bin]++;
          for (int channel = 0; channel < 3; channel++) {
            sum[3 * bin + channel] += image.level(x, y, channel);
          }
        }
      }
    }
    int fullest = 0;
    for (int bin = 1; bin < BINS; bin++) {
      fullest = count[bin] > count[fullest] ? bin : fullest;
    }
    double n = count[fullest];
    return LabColor.of(sum[3 * fullest] / n, sum[3 * fullest + 1] / n, sum[3 * fullest + 2] / n);
  }

  private static LabColor refined(LabColor start, Grid grid) {
    LabColor color = start;
    for (int iteration = 0; iteration < 3; iteration++) {
      LabColor current = color;
      BitSet near = Grid.where(i -> grid.color(i).distance(current) < BACKGROUND_DISTANCE);
      if (near.cardinality() < ColorSegments.LEAST / 2) {
        return color;
      }
      color = grid.meanColor(near);
    }
    return color;
  }

  private static BitSet withoutForeign(Grid grid, BitSet component) {
    List<BitSet> segments = ColorSegments.of(grid, component);
    Optional<BitSet> main = segments.stream().max(BY_CENTRE);
    if (main.isEmpty()) {
      return component;
    }
    BitSet outline = Regions.dilate(Regions.complement(component), 5);
    outline.or(Grid.where(i -> Grid.distanceToEdge(i) < 4));
    BitSet object = Regions.minus(component, new BitSet());
    for (BitSet segment : segments) {
      if (segment != main.get() && isForeign(grid, segment, component, outline)) {
        object.andNot(Regions.dilate(segment, 2));
      }
    }
    Optional<BitSet> core = Regions.components(Regions.open(object, 2)).stream().max(BY_CENTRE);
    return Regions.fillHoles(
        core.map(region -> Regions.and(Regions.dilate(region, 2), object)).orElse(object));
  }

  private static boolean isForeign(Grid grid, BitSet segment, BitSet component, BitSet outline) {
    BitSet rest = Regions.minus(component, Regions.dilate(segment, 2));
    if (segment.cardinality() > FOREIGN_AREA * component.cardinality()
        || rest.cardinality() < ColorSegments.LEAST) {
      return false;
    }
    BitSet rim = Regions.minus(segment, Regions.erode(segment, 1));
    double atOutline = (double) Regions.and(rim, outline).cardinality() / rim.cardinality();
    LabColor color = grid.meanColor(segment);
    long like = rest.stream().filter(i -> grid.color(i).distance(color) < LIKE_DISTANCE).count();
    return atOutline > FOREIGN_OUTLINE
        && color.distance(grid.meanColor(rest)) > FOREIGN_DISTANCE
        && like < LIKE_SHARE * rest.cardinality();
  }

  /** How far the colours on both sides of the outline are apart. */
  private static double confidence(Grid grid, BitSet object) {
    BitSet within = Regions.minus(object, Regions.erode(object, 3));
    BitSet around = Regions.minus(Regions.dilate(object, 4), Regions.dilate(object, 1));
    return around.isEmpty() || within.isEmpty()
        ? 0
        : Math.min(1, grid.meanColor(within).distance(grid.meanColor(around)) / FULL_CONTRAST);
  }

  /** The object with a margin of two points, since maps and outlines are no sharper than that. */
  BitSet withMargin() {
    return Regions.dilate(inside, 2);
  }

  BitSet inside() {
    return Regions.minus(inside, new BitSet());
  }

  /** The colour of the background; empty for a mask that was given. */
  Optional<LabColor> background() {
    return background;
  }

  /** 0..1; 1 for a mask that was given. */
  double confidence() {
    return confidence;
  }

  boolean isGiven() {
    return given;
  }

  /** The flags of a mask picture over the model's view of the image that it belongs to. */
  static IntPredicate ofPicture(RgbImage mask, ModelView view) {
    return point -> {
      int x = (int) Math.floor(view.x() + (point % Grid.SIDE + 0.5) * view.width() / Grid.SIDE);
      int y = (int) Math.floor(view.y() + (point / Grid.SIDE + 0.5) * view.height() / Grid.SIDE);
      return x >= 0
          && y >= 0
          && x < mask.width()
          && y < mask.height()
          && (mask.level(x, y, 0) | mask.level(x, y, 1) | mask.level(x, y, 2)) != 0;
    };
  }
}
