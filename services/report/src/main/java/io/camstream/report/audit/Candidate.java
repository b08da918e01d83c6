package io.camstream.report.audit;

import io.camstream.report.audit.Statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * A rule that was applied to a class or a group, before its p-value is corrected.
 *
 * @param rule id
 * @param className null for the whole batch
 * @param hits images that meet the rule
 * @param of images that could be judged
 * @param pValue uncorrected; NaN where the rule is a description and not a test
 * @param worst the most serious level that the rule may have
 * @param leastShare of hits for {@link Level#LOOK_HERE}
 * @param sentence the finding in words
 * @param criterion the rule in words
 */
record Candidate(
    String rule,
    String className,
    List<AuditedImage> hits,
    long of,
    double pValue,
    Level worst,
    double leastShare,
    String sentence,
    String criterion) {

  static final int LEAST_HITS = 3;
  static final int LEAST_SHORTCUT_HITS = 5;
  static final double LOOK_P = 0.05;
  static final double SHORTCUT_P = 0.01;

  boolean isTest() {
    return !Double.isNaN(pValue);
  }

  /**
   * @param adjusted the corrected p-value; null where the rule is not a test
   */
  Optional<Finding> decided(Double adjusted) {
    Interval interval = Statistics.wilson(hits.size(), of);
    boolean look =
        hits.size() >= LEAST_HITS
            && hits.size() >= leastShare * of
            && (adjusted == null || adjusted < LOOK_P);
    if (!look) {
      return Optional.empty();
    }
    boolean shortcut =
        worst == Level.LIKELY_SHORTCUT
            && hits.size() >= LEAST_SHORTCUT_HITS
            && interval.low() > 0.5
            && adjusted != null
            && adjusted < SHORTCUT_P;
    Level level = shortcut ? Level.LIKELY_SHORTCUT : Level.LOOK_HERE;
    return Optional.of(
        new Finding(
            rule,
            className,
            level,
            sentence + (shortcut ? " Likely a shortcut." : "") + " Look at these images.",
            criterion,
            hits.size(),
            of,
            interval.low(),
            interval.high(),
            adjusted,
            hits.stream().map(AuditedImage::key).toList()));
  }
}
