package io.camstream.engine.quality;

import io.camstream.engine.quality.EvaluationReport.Coinciding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what a report's numbers mean. */
public final class EvaluationVerdicts {

  /** A rank correlation above this after all weights are randomised: the map ignores the model. */
  public static final double SANITY_LIMIT = 0.5;

  /** Above this after the classifier is randomised: the map does not depend on the class. */
  private static final double UNCHANGED = 0.999;

  private EvaluationVerdicts() {}

  /** Sentences; none that is not certain from the numbers. */
  public static List<String> of(EvaluationReport report) {
    List<String> findings = new ArrayList<>();
    for (Coinciding group : report.coinciding()) {
      findings.add(
          "%s coincide at %s: their maps are the same on all images."
              .formatted(listed(group.methods()), group.layer()));
    }
    for (String layer : report.scores().stream().map(MethodScore::layer).distinct().toList()) {
      addLayer(
          findings,
          report,
          report.scores().stream().filter(score -> score.layer().equals(layer)).toList());
    }
    return findings;
  }

  private static void addLayer(
      List<String> findings, EvaluationReport report, List<MethodScore> scores) {
    String layer = scores.get(0).layer();
    List<String> failing = new ArrayList<>();
    List<String> classless = new ArrayList<>();
    for (MethodScore score : scores) {
      if (afterAll(score) > SANITY_LIMIT) {
        failing.add(String.format(Locale.ROOT, "%s (%.2f)", score.method(), afterAll(score)));
      }
      if (afterClassifier(score) > UNCHANGED) {
        classless.add(score.method());
      }
      if (score.empty() > 0) {
        findings.add(
            "%s has nothing to draw on %d of %d images at %s."
                .formatted(score.method(), score.empty(), report.images(), layer));
      }
    }
    if (!failing.isEmpty()) {
      findings.add(
          ("%s: fails the sanity check at %s. With all weights randomised, the maps still have a"
                  + " rank correlation above %s with the original ones.")
              .formatted(listed(failing), layer, SANITY_LIMIT));
    }
    if (!classless.isEmpty()) {
      findings.add(
          ("%s: does not depend on the class at %s. Randomising the classifier does not change"
                  + " the maps.")
              .formatted(listed(classless), layer));
    }
  }

  private static double afterAll(MethodScore score) {
    return score.sanity().flatMap(MethodScore.Sanity::afterAll).orElse(0.0);
  }

  private static double afterClassifier(MethodScore score) {
    return score.sanity().flatMap(MethodScore.Sanity::afterClassifier).orElse(0.0);
  }

  /** Such as {@code a, b and c}. */
  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
