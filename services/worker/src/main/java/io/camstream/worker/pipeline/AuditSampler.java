package io.camstream.worker.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decides which images are audited: of each batch and predicted class the first N that come, and of
 * the later ones a share that falls as N / count, so that cost grows with the logarithm of a batch.
 * Which of the later ones depends on a hash of the image's version and the seed. Each worker counts
 * by itself. Thread-safe.
 */
public final class AuditSampler {

  /** Batches and classes that are counted at a time; the one that waited longest is forgotten. */
  private static final int MOST_COUNTS = 20_000;

  private final long perClass;
  private final long seed;
  private final Map<String, Long> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_COUNTS;
        }
      };

  private AuditSampler(long perClass, long seed) {
    this.perClass = perClass;
    this.seed = seed;
  }

  /**
   * A sampler of a setting.
   *
   * @param setting {@code all}, {@code off} or a number of images of each batch and predicted class
   * @throws IllegalArgumentException for any other text
   */
  public static AuditSampler of(String setting, long seed) {
    String text = setting.strip().toLowerCase(Locale.ROOT);
    if (text.equals("all")) {
      return new AuditSampler(Long.MAX_VALUE, seed);
    }
    if (text.equals("off")) {
      return new AuditSampler(0, seed);
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "'" + setting + "' is not a number of images, 'all' or 'off'");
    }
    return new AuditSampler(Long.parseLong(text), seed);
  }

  /** Whether no image is audited. */
  public boolean isOff() {
    return perClass == 0;
  }

  /**
   * Whether an image is audited. Counts it.
   *
   * @param version of the image, such as its ETag
   */
  public boolean takes(String batch, String predictedClass, String version) {
    if (isOff()) {
      return false;
    }
    long count;
    synchronized (counts) {
      count = counts.merge(batch + "\n" + predictedClass, 1L, Long::sum);
    }
    return count <= perClass || draw(version) * count < perClass;
  }

  /** Whether the image is among the quarter whose stability under a shift is measured. */
  public boolean takesShift(String version) {
    return draw(version + "/shift") < 0.25;
  }

  /** A number 0..1 that depends on the version and the seed alone. */
  private double draw(String version) {
    long mixed = (version.hashCode() * 0x9E3779B97F4A7C15L) ^ seed;
    mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L;
    return ((mixed ^ mixed >>> 29) >>> 11) * 0x1.0p-53;
  }
}
