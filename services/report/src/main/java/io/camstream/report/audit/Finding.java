package io.camstream.report.audit;

import java.util.List;

/**
 * One finding.
 *
 * @param rule id of the rule, as in {@code docs/audit.md}
 * @param className the predicted class that it is about; null for a finding of the whole batch
 * @param sentence the finding in words, with its counts
 * @param criterion the rule with its thresholds in words
 * @param count images that meet the rule
 * @param of images that could be judged
 * @param low of the 95 % interval of count / of
 * @param high of the interval
 * @param pValue probability of such a count by chance, corrected for all rules and classes; null
 *     where the rule is not a test
 * @param images keys ({@code bucket/key}) of the images of the count, at most {@value #MOST_IMAGES}
 */
public record Finding(
    String rule,
    String className,
    Level level,
    String sentence,
    String criterion,
    long count,
    long of,
    double low,
    double high,
    Double pValue,
    List<String> images) {

  /** Keys of a finding at most. */
  public static final int MOST_IMAGES = 200;

  public Finding {
    images = images.stream().sorted().limit(MOST_IMAGES).toList();
  }

  /** The same finding without the keys of its images. */
  public Finding withoutImages() {
    return new Finding(
        rule, className, level, sentence, criterion, count, of, low, high, pValue, List.of());
  }
}
