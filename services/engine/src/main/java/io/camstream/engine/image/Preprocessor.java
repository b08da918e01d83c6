package io.camstream.engine.image;

/**
 * Turns images into the model's input, bit for bit as {@code ConvNextImageProcessor} of
 * transformers 4.57.1 does on its PIL path: below 384 the shorter side is resized to {@code
 * shortest_edge / crop_pct} and the centre is cropped, from 384 on the image is squashed to a
 * square; then rescale and normalise in float32.
 *
 * <p>One difference: transformers takes an image of one or three rows for channels-first and fails
 * or mixes up its axes; here rows are always rows.
 *
 * <p>Thread-safe.
 */
public final class Preprocessor {

  /** The side from which transformers squashes instead of cropping. */
  private static final int SQUASH_FROM = 384;

  private final PreprocessorConfig config;
  private final float[][] levels;

  public Preprocessor(PreprocessorConfig config) {
    this.config = config;
    this.levels = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int level = 0; level < 256; level++) {
        levels[channel][level] = normalise(level, channel);
      }
    }
  }

  /** The model's input for an image: resized, cropped, rescaled, normalised. */
  public PixelValues preprocess(RgbImage image) {
    return normalise(resize(image));
  }

  /** The model's input for an image that is resized and cropped: rescaled and normalised. */
  public PixelValues normalise(RgbImage resized) {
    int area = resized.width() * resized.height();
    float[] chw = new float[3 * area];
    byte[] pixels = resized.pixels();
    for (int channel = 0; channel < 3; channel++) {
      float[] values = levels[channel];
      for (int i = 0; i < area; i++) {
        chw[channel * area + i] = values[pixels[3 * i + channel] & 0xff];
      }
    }
    return new PixelValues(resized.height(), resized.width(), chw);
  }

  /** The part of the image that {@link #preprocess} keeps. */
  public ModelView view(RgbImage image) {
    Plan plan = plan(image);
    double scaleX = (double) image.width() / plan.width();
    double scaleY = (double) image.height() / plan.height();
    Window crop = plan.crop();
    return new ModelView(
        crop.left() * scaleX, crop.top() * scaleY, crop.width() * scaleX, crop.height() * scaleY);
  }

  /** Size after resizing, and what is kept of it. */
  private record Plan(int width, int height, Window crop) {}

  private Plan plan(RgbImage image) {
    if (!config.doResize()) {
      return new Plan(
          image.width(), image.height(), new Window(0, 0, image.width(), image.height()));
    }
    int edge = config.shortestEdge();
    if (edge >= SQUASH_FROM) {
      return new Plan(edge, edge, new Window(0, 0, edge, edge));
    }
    int shorter = (int) (edge / config.cropPct());
    int longer = longer(image, shorter);
    boolean portrait = image.width() <= image.height();
    int width = portrait ? shorter : longer;
    int height = portrait ? longer : shorter;
    Window crop =
        new Window(Math.floorDiv(width - edge, 2), Math.floorDiv(height - edge, 2), edge, edge);
    return new Plan(width, height, crop);
  }

  private static int longer(RgbImage image, int shorter) {
    long longSide = Math.max(image.width(), image.height());
    long shortSide = Math.min(image.width(), image.height());
    double longer = (double) (shorter * longSide) / shortSide;
    if (longer > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an image of %d × %d is too long and thin to be resized"
              .formatted(image.width(), image.height()));
    }
    return (int) longer;
  }

  /** The image, resized and cropped for the model. */
  public RgbImage resize(RgbImage image) {
    Plan plan = plan(image);
    Window visible = plan.crop().inside(plan.width(), plan.height());
    RgbImage resized =
        PilResize.resize(image, plan.width(), plan.height(), visible, config.resampling());
    return visible.equals(plan.crop()) ? resized : pad(resized, plan.crop());
  }

  /** Puts black around an image that is smaller than the crop ({@code crop_pct} above 1). */
  private static RgbImage pad(RgbImage image, Window crop) {
    int left = Math.max(0, -crop.left());
    int top = Math.max(0, -crop.top());
    byte[] pixels = new byte[3 * crop.width() * crop.height()];
    for (int y = 0; y < image.height(); y++) {
      int to = 3 * ((top + y) * crop.width() + left);
      System.arraycopy(image.pixels(), 3 * y * image.width(), pixels, to, 3 * image.width());
    }
    return new RgbImage(crop.width(), crop.height(), pixels);
  }

  private float normalise(int level, int channel) {
    float value = config.doRescale() ? (float) (level * config.rescaleFactor()) : level;
    if (!config.doNormalize()) {
      return value;
    }
    float mean = config.mean().get(channel).floatValue();
    float std = config.std().get(channel).floatValue();
    return (value - mean) / std;
  }
}
