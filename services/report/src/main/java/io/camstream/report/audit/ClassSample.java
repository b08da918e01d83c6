package io.camstream.report.audit;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * A bounded sample of images, stratified by predicted class: of each class those with the least
 * hash of their key, images with answers first. So it is the same in whatever order images come,
 * and one image more changes it by one image at most. Not thread-safe.
 */
final class ClassSample {

  private static final Comparator<Ranked> ORDER =
      Comparator.comparing(Ranked::unanswered)
          .thenComparingLong(Ranked::hash)
          .thenComparing(ranked -> ranked.image().key());

  private final int perClass;
  private final int classes;
  private final Map<String, TreeSet<Ranked>> strata = new TreeMap<>();

  private record Ranked(boolean unanswered, long hash, AuditedImage image) {}

  /**
   * @param perClass images of a class at most
   * @param classes at most; of more classes those that come first in the alphabet
   */
  ClassSample(int perClass, int classes) {
    this.perClass = perClass;
    this.classes = classes;
  }

  void add(AuditedImage image) {
    TreeSet<Ranked> stratum =
        strata.computeIfAbsent(image.predictedClass(), name -> new TreeSet<>(ORDER));
    stratum.add(new Ranked(image.answers().isEmpty(), hash(image.key()), image));
    if (stratum.size() > perClass) {
      stratum.pollLast();
    }
    if (strata.size() > classes) {
      ((TreeMap<String, TreeSet<Ranked>>) strata).pollLastEntry();
    }
  }

  /** CRC's bits follow the key too regularly for a sample; the multiplication mixes them. */
  private static long hash(String key) {
    CRC32C crc = new CRC32C();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    long mixed = (crc.getValue() + 1) * 0x9E3779B97F4A7C15L;
    return (mixed ^ mixed >>> 32) & Long.MAX_VALUE;
  }

  /** The sample by class, classes in the order of the alphabet. */
  Map<String, List<AuditedImage>> byClass() {
    Map<String, List<AuditedImage>> byClass = new TreeMap<>();
    strata.forEach(
        (name, stratum) -> byClass.put(name, stratum.stream().map(Ranked::image).toList()));
    return byClass;
  }
}
