package io.camstream.report.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Rules that compare a group of images with all others: those of one folder, format or size, and
 * those that differ in a trait of the whole picture, such as a colour cast. They find what is
 * everywhere in an image, where no place of a map can show it.
 */
final class GroupRules {

  private static final int LEAST_IMAGES = 5;
  private static final int MOST_GROUPS = 20;
  private static final double SEPARATION = 3;
  private static final double ONE_CLASS = 0.8;

  private final List<AuditedImage> sample;
  private final List<Candidate> candidates;
  private final List<String> notJudged;
  private final Set<Set<String>> compared = new HashSet<>();

  GroupRules(List<AuditedImage> sample, List<Candidate> candidates, List<String> notJudged) {
    this.sample = sample;
    this.candidates = candidates;
    this.notJudged = notJudged;
  }

  void apply() {
    named("folder", AuditedImage::folder);
    named("format", AuditedImage::format);
    split(
        "size",
        "smaller",
        "larger",
        i -> Math.log((double) i.traits().width() * i.traits().height()));
    split(
        "colour cast",
        "a greener cast",
        "a redder cast",
        i -> i.traits().cast().isEmpty() ? Double.NaN : i.traits().cast().get(0));
    split(
        "colour cast",
        "a bluer cast",
        "a yellower cast",
        i -> i.traits().cast().isEmpty() ? Double.NaN : i.traits().cast().get(1));
    split(
        "sharpness",
        "less sharpness",
        "more sharpness",
        i -> Math.log(Math.max(1e-3, i.traits().sharpness())));
    split(
        "texture",
        "a smoother background",
        "a more textured background",
        i -> Math.log(Math.max(1e-3, i.traits().texture())));
    if (compared.isEmpty() && !sample.isEmpty()) {
      notJudged.add(
          "The images do not fall into groups by folder, format, size, colour cast, sharpness or texture: what all of them have in common can't be judged.");
    }
  }

  private void named(String trait, Function<AuditedImage, String> name) {
    Map<String, List<AuditedImage>> groups = new TreeMap<>();
    sample.forEach(i -> groups.computeIfAbsent(name.apply(i), n -> new ArrayList<>()).add(i));
    if (groups.size() < 2) {
      return;
    }
    groups.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= LEAST_IMAGES)
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .limit(MOST_GROUPS)
        .forEach(
            entry -> compare(trait, "with the " + trait + " " + entry.getKey(), entry.getValue()));
  }

  /** Splits by the threshold of Otsu (1979) where both sides are far apart for their spread. */
  private void split(
      String trait, String lower, String upper, ToDoubleFunction<AuditedImage> value) {
    List<AuditedImage> known =
        sample.stream()
            .filter(i -> !Double.isNaN(value.applyAsDouble(i)))
            .sorted(Comparator.comparingDouble(value).thenComparing(AuditedImage::key))
            .toList();
    double[] values = known.stream().mapToDouble(value).toArray();
    int best = otsu(values);
    if (best < LEAST_IMAGES || values.length - best < LEAST_IMAGES || !apart(values, best)) {
      return;
    }
    compare(trait, "with " + lower, known.subList(0, best));
    compare(trait, "with " + upper, known.subList(best, known.size()));
  }

  private static int otsu(double[] sorted) {
    double all = 0;
    for (double v : sorted) {
      all += v;
    }
    double low = 0, most = -1;
    int best = 0;
    for (int n = 1; n < sorted.length; n++) {
      low += sorted[n - 1];
      double difference = low / n - (all - low) / (sorted.length - n);
      double between = difference * difference * n * (sorted.length - n);
      if (between > most) {
        most = between;
        best = n;
      }
    }
    return best;
  }

  private static boolean apart(double[] sorted, int split) {
    double[] low = moments(sorted, 0, split);
    double[] high = moments(sorted, split, sorted.length);
    double spread = Math.sqrt((low[1] * split + high[1] * (sorted.length - split)) / sorted.length);
    return high[0] - low[0] > SEPARATION * Math.max(spread, 1e-9);
  }

  private static double[] moments(double[] values, int from, int to) {
    double mean = 0, square = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / (to - from);
    }
    for (int i = from; i < to; i++) {
      square += (values[i] - mean) * (values[i] - mean) / (to - from);
    }
    return new double[] {mean, square};
  }

  private void compare(String trait, String group, List<AuditedImage> members) {
    Set<String> keys = new HashSet<>();
    members.forEach(i -> keys.add(i.key()));
    List<AuditedImage> others = sample.stream().filter(i -> !keys.contains(i.key())).toList();
    if (others.size() < LEAST_IMAGES || !compared.add(keys)) {
      return;
    }
    accuracy(trait, group, members, others);
    if (!trait.equals("folder") && sample.stream().noneMatch(i -> i.label().isPresent())) {
      predictions(trait, group, members, others); // With labels the errors say more.
    }
    focus(trait, group, members, others);
  }

  private void accuracy(
      String trait, String group, List<AuditedImage> members, List<AuditedImage> others) {
    List<AuditedImage> labelled = members.stream().filter(i -> i.label().isPresent()).toList();
    List<AuditedImage> otherLabelled = others.stream().filter(i -> i.label().isPresent()).toList();
    if (labelled.size() < LEAST_IMAGES || otherLabelled.size() < LEAST_IMAGES) {
      return;
    }
    List<AuditedImage> wrong = labelled.stream().filter(AuditedImage::isWrong).toList();
    long otherWrong = otherLabelled.stream().filter(AuditedImage::isWrong).count();
    double p = Statistics.fisher(wrong.size(), labelled.size(), otherWrong, otherLabelled.size());
    Map<String, Long> predicted = counts(members);
    String most = commonest(predicted);
    double share = (double) predicted.get(most) / members.size();
    double otherShare = (double) counts(others).getOrDefault(most, 0L) / others.size();
    boolean oneClass = share >= ONE_CLASS && otherShare <= ONE_CLASS / 2;
    candidates.add(
        new Candidate(
            "group-accuracy",
            null,
            wrong,
            labelled.size(),
            p,
            oneClass ? Level.LIKELY_SHORTCUT : Level.LOOK_HERE,
            0.15,
            String.format(
                Locale.ROOT,
                "%d of %d images %s are misclassified, against %d of %d others; %.0f %% of them are predicted %s, against %.0f %%.",
                wrong.size(),
                labelled.size(),
                group,
                otherWrong,
                otherLabelled.size(),
                100 * share,
                most,
                100 * otherShare),
            "more errors in a group of images by "
                + trait
                + " than in the others (Fisher's exact test)"
                + "; a shortcut if at least 80 % of the group and at most 40 % of the others are predicted as one class"));
  }

  private void predictions(
      String trait, String group, List<AuditedImage> members, List<AuditedImage> others) {
    Map<String, Long> predicted = counts(members);
    String most = commonest(predicted);
    List<AuditedImage> hits =
        members.stream().filter(i -> i.predictedClass().equals(most)).toList();
    long otherHits = counts(others).getOrDefault(most, 0L);
    candidates.add(
        new Candidate(
            "group-class",
            most,
            hits,
            members.size(),
            Statistics.fisher(hits.size(), members.size(), otherHits, others.size()),
            Level.LOOK_HERE,
            ONE_CLASS,
            "%d of %d images %s are predicted %s, against %d of %d others."
                .formatted(hits.size(), members.size(), group, most, otherHits, others.size()),
            "at least 80 % of a group of images by "
                + trait
                + " predicted as one class, more than of the others (Fisher's exact test)"));
  }

  private void focus(
      String trait, String group, List<AuditedImage> members, List<AuditedImage> others) {
    List<AuditedImage> hits = members.stream().filter(ClassRules::isFlagged).toList();
    long otherHits = others.stream().filter(ClassRules::isFlagged).count();
    candidates.add(
        new Candidate(
            "group-focus",
            null,
            hits,
            members.size(),
            Statistics.fisher(hits.size(), members.size(), otherHits, others.size()),
            Level.LOOK_HERE,
            0.2,
            "%d of %d images %s have heat and decision outside of the object, against %d of %d others."
                .formatted(hits.size(), members.size(), group, otherHits, others.size()),
            "heat and decision outside of the object, more often in a group of images by "
                + trait
                + " (Fisher's exact test)"));
  }

  private static Map<String, Long> counts(List<AuditedImage> images) {
    Map<String, Long> counts = new TreeMap<>();
    images.forEach(i -> counts.merge(i.predictedClass(), 1L, Long::sum));
    return counts;
  }

  private static String commonest(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }
}
