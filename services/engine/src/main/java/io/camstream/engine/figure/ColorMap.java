package io.camstream.engine.figure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Colours of a heat map by strength.
 *
 * <p>{@link #JET} is OpenCV's {@code COLORMAP_JET}, entry by entry, because pytorch-grad-cam draws
 * with it. The others are ordered by lightness or nearly so: {@code turbo} (Mikhailov, 2019),
 * {@code inferno} and {@code viridis} (Smith and van der Walt, 2015), with matplotlib's 256
 * entries.
 */
public enum ColorMap {
  JET(openCvJet()),
  TURBO(table("turbo.txt")),
  INFERNO(table("inferno.txt")),
  VIRIDIS(table("viridis.txt"));

  private static final int LEVELS = 256;

  private final int[] colors;

  ColorMap(int[] colors) {
    this.colors = colors;
  }

  /** The colour 0xRRGGBB of a level 0 (weakest) to 255 (strongest). */
  public int color(int level) {
    return colors[level];
  }

  /**
   * The level of a map's value, as {@code show_cam_on_image} of pytorch-grad-cam 1.5 has it: 255
   * times the value. It is truncated to a whole level when it is drawn.
   *
   * @param value 0..1; what lies outside is clamped
   */
  static float level(float value) {
    return Math.max(0, Math.min(LEVELS - 1, (LEVELS - 1) * value));
  }

  /** Id on the command line and in settings, such as {@code jet}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The colour map of an id.
   *
   * @throws IllegalArgumentException with one line that lists the ids, where there is none such
   */
  public static ColorMap parse(String id) {
    return Arrays.stream(values())
        .filter(map -> map.id().equalsIgnoreCase(id.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no colour map '" + id + "'; choose one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(ColorMap::id).collect(Collectors.joining(", "));
  }

  /** OpenCV 4's table: four linear ramps, rounded half to even. */
  private static int[] openCvJet() {
    int[] colors = new int[256];
    for (int i = 0; i < colors.length; i++) {
      int red = channel(Math.min(4 * i - 382.5, 1147.5 - 4 * i));
      int green = channel(Math.min(4 * i - 127.5, 892.5 - 4 * i));
      int blue = channel(Math.min(4 * i + 127.5, 637.5 - 4 * i));
      colors[i] = red << 16 | green << 8 | blue;
    }
    colors[159] = 0xfeff01; // The one entry where OpenCV's table departs from the ramps.
    return colors;
  }

  private static int channel(double level) {
    return (int) Math.rint(Math.max(0, Math.min(255, level)));
  }

  private static int[] table(String resource) {
    try (InputStream stream = ColorMap.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .mapToInt(line -> Integer.parseInt(line, 16))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the table of a colour map can't be read: " + resource, e);
    }
  }
}
