package io.camstream.report.audit;

import io.camstream.report.audit.AuditedImage.Answer;
import io.camstream.report.audit.AuditedImage.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Rules that compare the images of one predicted class with a threshold, or with other classes. */
final class ClassRules {

  /** Images of a class that are needed to judge it. */
  static final int LEAST_IMAGES = 5;

  /** Share of a sound model's images that may meet a rule by chance or by a bad estimate. */
  static final double BASE_RATE = 0.1;

  static final double HOT_OUTSIDE = 0.3;
  static final double BORDER = 0.45;
  static final double BACKGROUND = 0.5;
  private static final double MASK_CONFIDENCE = 0.2;
  private static final double COLOR_SPREAD = 15;
  private static final double COLOR_APART = 35;
  private static final double PLACE_SPREAD = 0.04;
  private static final double OFF_CENTRE = 0.2;
  private static final double MAPS_APART = -0.3;
  private static final double DISAGREEMENT = 0.2;
  private static final double UNSTABLE = 0.3;
  private static final double NO_EFFECT = 0.1;

  private final Map<String, List<AuditedImage>> byClass;
  private final Map<String, HeatGrid> maps;
  private final List<Candidate> candidates;
  private final List<String> notJudged;

  ClassRules(
      Map<String, List<AuditedImage>> byClass,
      Map<String, HeatGrid> maps,
      List<Candidate> candidates,
      List<String> notJudged) {
    this.byClass = byClass;
    this.maps = maps;
    this.candidates = candidates;
    this.notJudged = notJudged;
  }

  /**
   * Whether heat and decision both rest outside of the object: at least {@value #HOT_OUTSIDE} of
   * the hot region lies there, and the class changes without what is outside, or without the hot
   * region.
   */
  static boolean isFlagged(AuditedImage image) {
    return isOutside(image)
        && image
            .answers()
            .filter(
                answers ->
                    image.changes(answers.otherBackground())
                        || onBorder(image) && image.changes(answers.withoutHeat()))
            .isPresent();
  }

  private static boolean onBorder(AuditedImage image) {
    return image.location().border() >= BORDER && image.location().hotOutside() >= 0.6;
  }

  private static boolean isOutside(AuditedImage image) {
    return image.location().hotOutside() >= HOT_OUTSIDE
        && image.location().maskConfidence() >= MASK_CONFIDENCE;
  }

  void apply() {
    byClass.forEach(
        (name, images) -> {
          if (images.size() < LEAST_IMAGES) {
            notJudged.add(
                "%s: %d image(s) predicted; at least %d are needed to judge a class."
                    .formatted(name, images.size(), LEAST_IMAGES));
          } else {
            outside(name, images);
            border(name, images);
            background(name, images);
            backgroundDecides(name, images);
            color(name, images);
            place(name, images);
            unexplained(name, images);
            wrongElsewhere(name, images);
            disagreement(name, images);
            unstable(name, images);
          }
        });
    mapsApart();
  }

  private void outside(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        answered(images, Answers::otherBackground).stream()
            .filter(image -> image.location().maskConfidence() >= MASK_CONFIDENCE)
            .filter(image -> !Double.isNaN(image.location().hotOutside()))
            .toList();
    if (judged.size() < LEAST_IMAGES) {
      notJudged.add(
          name
              + ": the object was found with confidence, and the model asked again, in only "
              + judged.size()
              + " image(s), so heat outside of the object can't be judged.");
      return;
    }
    List<AuditedImage> hits = judged.stream().filter(ClassRules::isFlagged).toList();
    long[] others = others(name, ClassRules::isFlagged);
    add(
        "outside-object",
        name,
        hits,
        judged.size(),
        Statistics.binomialTail(hits.size(), judged.size(), BASE_RATE),
        Level.LIKELY_SHORTCUT,
        "%d of %d predictions %s rest on a place outside of the object; without it all %d change class. Other classes: %d of %d."
            .formatted(hits.size(), judged.size(), name, hits.size(), others[0], others[1]),
        "at least %.0f %% of the hot region outside of the object, and another class on a plain background or, where the heat is on the border, without the hot region"
            .formatted(100 * HOT_OUTSIDE));
  }

  private void border(String name, List<AuditedImage> images) {
    Predicate<AuditedImage> rule =
        image ->
            image.location().border() >= BORDER
                && image.answers().filter(a -> image.changes(a.withoutHeat())).isPresent();
    List<AuditedImage> judged = answered(images, Answers::withoutHeat);
    share(
        "border",
        name,
        judged,
        rule,
        "rest on the outer border of the view; without the hottest region they change class",
        "at least %.0f %% of the heat in the outer tenth of the view, and another class without the hot region"
            .formatted(100 * BORDER));
  }

  private void background(String name, List<AuditedImage> images) {
    Predicate<AuditedImage> rule =
        image ->
            image.location().background() >= BACKGROUND
                && image
                    .answers()
                    .filter(
                        a -> image.changes(a.withoutHeat()) || image.changes(a.otherBackground()))
                    .isPresent();
    List<AuditedImage> judged = answered(images, Answers::withoutHeat);
    share(
        "background",
        name,
        judged,
        rule,
        "have most of their heat on the background and change class without it",
        "at least %.0f %% of the heat on the background's colour, and another class without the hot region or on a plain background"
            .formatted(100 * BACKGROUND));
  }

  private void backgroundDecides(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        answered(images, Answers::otherBackground).stream()
            .filter(image -> image.location().maskConfidence() >= MASK_CONFIDENCE)
            .toList();
    share(
        "background-exchange",
        name,
        judged,
        image -> image.answers().filter(a -> image.changes(a.otherBackground())).isPresent(),
        "change class when everything but the object is replaced by a plain background",
        "another class on a plain background");
  }

  private void color(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        images.stream().filter(i -> i.location().color().size() == 3).toList();
    if (judged.size() < LEAST_IMAGES) {
      return;
    }
    List<Double> median = medianColor(judged);
    List<AuditedImage> alike =
        judged.stream()
            .filter(i -> distance(i.location().color(), median) < COLOR_SPREAD)
            .filter(i -> i.location().colorDistance() > COLOR_APART)
            .toList();
    List<AuditedImage> elsewhere =
        byClass.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(name))
            .flatMap(entry -> entry.getValue().stream())
            .filter(i -> i.location().color().size() == 3)
            .toList();
    long sameElsewhere =
        elsewhere.stream()
            .filter(i -> distance(i.location().color(), median) < COLOR_SPREAD)
            .count();
    double rate = (sameElsewhere + 1.0) / (elsewhere.size() + 2.0);
    add(
        "one-colour",
        name,
        alike,
        judged.size(),
        Statistics.binomialTail(
            alike.size(), judged.size(), Math.min(0.9, Math.max(BASE_RATE, rate))),
        Level.LOOK_HERE,
        "%d of %d predictions %s have the same colour under their heat, which is not the object's colour. Other classes: %d of %d."
            .formatted(alike.size(), judged.size(), name, sameElsewhere, elsewhere.size()),
        "colour of the hot region within %.0f ΔE of the class's median and more than %.0f ΔE from the object's"
            .formatted(COLOR_SPREAD, COLOR_APART),
        0.5);
  }

  private void place(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        images.stream().filter(i -> !Double.isNaN(i.location().centreX())).toList();
    double x = Statistics.median(judged.stream().map(i -> i.location().centreX()).toList());
    double y = Statistics.median(judged.stream().map(i -> i.location().centreY()).toList());
    if (judged.size() < LEAST_IMAGES || Math.hypot(x - 0.5, y - 0.5) < OFF_CENTRE) {
      return;
    }
    List<AuditedImage> hits =
        judged.stream()
            .filter(
                i ->
                    Math.hypot(i.location().centreX() - x, i.location().centreY() - y)
                        < PLACE_SPREAD)
            .toList();
    add(
        "same-place",
        name,
        hits,
        judged.size(),
        Statistics.binomialTail(hits.size(), judged.size(), BASE_RATE),
        Level.LOOK_HERE,
        "%d of %d predictions %s have their heat at the same place away from the middle."
            .formatted(hits.size(), judged.size(), name),
        "centre of the heat within %.2f of the class's median, which is more than %.1f from the middle of the view"
            .formatted(PLACE_SPREAD, OFF_CENTRE),
        0.6);
  }

  private void unexplained(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        answered(images, Answers::withoutHeat).stream()
            .filter(i -> i.answers().orElseThrow().heatAlone().isPresent())
            .toList();
    Predicate<AuditedImage> rule =
        image -> {
          Answers answers = image.answers().orElseThrow();
          return image.confidence() - answers.withoutHeat().orElseThrow().probability() < NO_EFFECT
              && image.changes(answers.heatAlone());
        };
    List<AuditedImage> hits = judged.stream().filter(rule).toList();
    if (judged.size() >= LEAST_IMAGES) {
      add(
          "map-without-effect",
          name,
          hits,
          judged.size(),
          Statistics.binomialTail(hits.size(), judged.size(), 0.2),
          Level.LOOK_HERE,
          "%d of %d predictions %s stay the same without the hottest region, and that region alone gives another class: the map does not explain the decision."
              .formatted(hits.size(), judged.size(), name),
          "probability falls by less than %.1f without the hot region, and another class with it alone"
              .formatted(NO_EFFECT),
          0.8);
    }
  }

  private void wrongElsewhere(String name, List<AuditedImage> images) {
    List<AuditedImage> labelled =
        images.stream()
            .filter(i -> i.label().isPresent() && !Double.isNaN(i.location().hotOutside()))
            .toList();
    List<AuditedImage> wrong = labelled.stream().filter(AuditedImage::isWrong).toList();
    List<AuditedImage> right = labelled.stream().filter(i -> !i.isWrong()).toList();
    if (wrong.size() < LEAST_IMAGES || right.size() < LEAST_IMAGES) {
      return;
    }
    List<AuditedImage> hits = wrong.stream().filter(ClassRules::isOutside).toList();
    long others = right.stream().filter(ClassRules::isOutside).count();
    add(
        "wrong-elsewhere",
        name,
        hits,
        wrong.size(),
        Statistics.fisher(hits.size(), wrong.size(), others, right.size()),
        Level.LOOK_HERE,
        "%d of %d misclassified images predicted %s have their heat outside of the object, against %d of %d right ones."
            .formatted(hits.size(), wrong.size(), name, others, right.size()),
        "at least %.0f %% of the hot region outside of the object, more often in misclassified images (Fisher's exact test)"
            .formatted(100 * HOT_OUTSIDE));
  }

  private void disagreement(String name, List<AuditedImage> images) {
    List<AuditedImage> judged =
        images.stream().filter(i -> !Double.isNaN(i.stability().agreement())).toList();
    share(
        "methods-disagree",
        name,
        judged,
        i -> i.stability().agreement() < DISAGREEMENT,
        "have methods that disagree about the place",
        0.5,
        "least rank correlation of two methods below %.1f".formatted(DISAGREEMENT));
  }

  private void unstable(String name, List<AuditedImage> images) {
    share(
        "unstable-map",
        name,
        images,
        i -> i.stability().fragile() || i.stability().shift() < UNSTABLE,
        "have a map that a small change of the image changes",
        0.5,
        "marked as fragile, or rank correlation below %.1f with the map of the image shifted by 8 pixels"
            .formatted(UNSTABLE));
  }

  private void mapsApart() {
    Map<String, double[]> means = new java.util.TreeMap<>();
    byClass.forEach((name, images) -> meanMap(images).ifPresent(mean -> means.put(name, mean)));
    if (means.size() < 3) {
      return;
    }
    means.forEach(
        (name, mean) -> {
          double nearest =
              means.entrySet().stream()
                  .filter(entry -> !entry.getKey().equals(name))
                  .mapToDouble(entry -> correlation(mean, entry.getValue()))
                  .max()
                  .orElse(1);
          List<AuditedImage> images = byClass.get(name);
          List<AuditedImage> hits =
              nearest < MAPS_APART
                  ? images.stream().filter(i -> maps.containsKey(i.key())).toList()
                  : List.of();
          if (images.size() < 2 * LEAST_IMAGES) {
            return;
          }
          add(
              "maps-apart",
              name,
              hits,
              images.size(),
              Double.NaN,
              Level.LOOK_HERE,
              "The mean map of the %d predictions %s is unlike that of every other class (largest correlation %.2f)."
                  .formatted(images.size(), name, nearest),
              "correlation of the class's mean map with each other class's below %.1f"
                  .formatted(MAPS_APART));
        });
  }

  private Optional<double[]> meanMap(List<AuditedImage> images) {
    List<double[]> values =
        images.stream()
            .map(i -> maps.get(i.key()))
            .filter(grid -> grid != null)
            .map(HeatGrid::values)
            .toList();
    if (values.size() < LEAST_IMAGES
        || values.stream().anyMatch(v -> v.length != values.get(0).length)) {
      return Optional.empty();
    }
    double[] mean = new double[values.get(0).length];
    values.forEach(
        v -> {
          for (int i = 0; i < mean.length; i++) {
            mean[i] += v[i] / values.size();
          }
        });
    return Optional.of(mean);
  }

  private static double correlation(double[] first, double[] second) {
    if (first.length != second.length) {
      return 1;
    }
    double n = first.length;
    double a = 0, b = 0;
    for (int i = 0; i < n; i++) {
      a += first[i] / n;
      b += second[i] / n;
    }
    double ab = 0, aa = 0, bb = 0;
    for (int i = 0; i < n; i++) {
      ab += (first[i] - a) * (second[i] - b);
      aa += (first[i] - a) * (first[i] - a);
      bb += (second[i] - b) * (second[i] - b);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 1;
  }

  private static List<Double> medianColor(List<AuditedImage> images) {
    List<Double> color = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      int channel = c;
      color.add(
          Statistics.median(images.stream().map(i -> i.location().color().get(channel)).toList()));
    }
    return color;
  }

  private static double distance(List<Double> first, List<Double> second) {
    double sum = 0;
    for (int i = 0; i < first.size(); i++) {
      sum += (first.get(i) - second.get(i)) * (first.get(i) - second.get(i));
    }
    return Math.sqrt(sum);
  }

  private interface Question {
    Optional<Answer> of(Answers answers);
  }

  private static List<AuditedImage> answered(List<AuditedImage> images, Question question) {
    return images.stream()
        .filter(i -> i.answers().filter(a -> question.of(a).isPresent()).isPresent())
        .toList();
  }

  private long[] others(String name, Predicate<AuditedImage> rule) {
    long hits = 0, all = 0;
    for (Map.Entry<String, List<AuditedImage>> entry : byClass.entrySet()) {
      if (!entry.getKey().equals(name)) {
        hits += entry.getValue().stream().filter(rule).count();
        all += entry.getValue().size();
      }
    }
    return new long[] {hits, all};
  }

  private void share(
      String rule,
      String name,
      List<AuditedImage> judged,
      Predicate<AuditedImage> meets,
      String what,
      String criterion) {
    share(rule, name, judged, meets, what, 0.2, criterion);
  }

  private void share(
      String rule,
      String name,
      List<AuditedImage> judged,
      Predicate<AuditedImage> meets,
      String what,
      double leastShare,
      String criterion) {
    if (judged.size() < LEAST_IMAGES) {
      return;
    }
    List<AuditedImage> hits = judged.stream().filter(meets).toList();
    long[] others = others(name, meets);
    add(
        rule,
        name,
        hits,
        judged.size(),
        Statistics.binomialTail(hits.size(), judged.size(), BASE_RATE),
        Level.LOOK_HERE,
        "%d of %d predictions %s %s. Other classes: %d of %d."
            .formatted(hits.size(), judged.size(), name, what, others[0], others[1]),
        criterion,
        leastShare);
  }

  private void add(
      String rule,
      String name,
      List<AuditedImage> hits,
      long of,
      double p,
      Level worst,
      String sentence,
      String criterion) {
    add(rule, name, hits, of, p, worst, sentence, criterion, 0.2);
  }

  private void add(
      String rule,
      String name,
      List<AuditedImage> hits,
      long of,
      double p,
      Level worst,
      String sentence,
      String criterion,
      double leastShare) {
    candidates.add(new Candidate(rule, name, hits, of, p, worst, leastShare, sentence, criterion));
  }
}
