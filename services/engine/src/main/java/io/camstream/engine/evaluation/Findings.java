package io.camstream.engine.evaluation;

import io.camstream.engine.evaluation.EvaluationReport.Coinciding;
import io.camstream.engine.evaluation.MethodScore.Sanity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in words what a report's numbers mean. */
public final class Findings {

  /** A rank correlation above this after all weights are randomised: the map ignores the model. */
  public static final double SANITY_LIMIT = 0.5;

  /** Above this after the classifier is randomised: the map does not depend on the class. */
  private static final double UNCHANGED = 0.999;

  private Findings() {}

  /** Sentences; none that is not certain from the numbers. */
  public static List<String> of(EvaluationReport report) {
    List<String> findings = new ArrayList<>();
    report.coinciding().forEach(group -> findings.add(coincide(group)));
    for (MethodScore score : report.scores()) {
      score.sanity().ifPresent(sanity -> addSanity(findings, score, sanity));
      if (score.empty() > 0) {
        findings.add(
            "%s has nothing to draw for %d of %d images at %s."
                .formatted(score.method(), score.empty(), report.images(), score.layer()));
      }
    }
    return findings;
  }

  private static String coincide(Coinciding group) {
    List<String> methods = group.methods();
    String last = methods.get(methods.size() - 1);
    return "%s and %s coincide at %s: their maps are the same on all images."
        .formatted(String.join(", ", methods.subList(0, methods.size() - 1)), last, group.layer());
  }

  private static void addSanity(List<String> findings, MethodScore score, Sanity sanity) {
    if (sanity.afterAll() > SANITY_LIMIT) {
      findings.add(
          String.format(
              Locale.ROOT,
              "%s fails the sanity check at %s: with all weights randomised its maps still have a"
                  + " rank correlation of %.2f with the original ones.",
              score.method(),
              score.layer(),
              sanity.afterAll()));
    }
    Map.Entry<String, Double> first = sanity.byStep().entrySet().iterator().next();
    if (first.getValue() > UNCHANGED) {
      findings.add(
          "%s at %s does not change when the %s is randomised: it does not depend on the class."
              .formatted(score.method(), score.layer(), first.getKey()));
    }
  }
}
