package io.camstream.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageAuditorTest {

  private static final Path DEMO = Path.of("../../infra/demo");
  private static final int KOILOCYTOTIC = 1;

  @Test
  void inkThatTheShortcutModelReliesOnLiesOutsideOfTheCellAndMatters() throws Exception {
    List<ImageEvidence> all = audit("shortcut", "marker-ink", false);
    List<ImageEvidence> inked = new ArrayList<>();
    for (ImageEvidence evidence : all) {
      if (evidence.heat().orElseThrow().hotOutside() > 0.4) {
        inked.add(evidence);
      }
    }

    // Of the eight that it calls Koilocytotic; the ink of parabasal_02 is taken for a part of the
    // cell.
    assertThat(inked).hasSize(7);
    assertThat(inked)
        .allSatisfy(
            evidence -> {
              assertThat(evidence.otherBackground().orElseThrow().classIndex())
                  .isNotEqualTo(KOILOCYTOTIC);
              assertThat(evidence.otherBackground().orElseThrow().probability()).isLessThan(0.3);
              assertThat(evidence.heatAlone().orElseThrow().probability()).isGreaterThan(0.4);
              assertThat(evidence.heat().orElseThrow().colorDistance()).isGreaterThan(25);
            });
  }

  @Test
  void soundModelKeepsItsAnswerOnAnotherBackground() throws Exception {
    List<ImageEvidence> all = audit("model", "synthetic-cells", false);

    long outside = all.stream().filter(e -> e.heat().orElseThrow().hotOutside() > 0.3).count();
    long kept =
        all.stream().filter(e -> e.otherBackground().orElseThrow().probability() > 0.5).count();
    assertThat(outside).isLessThanOrEqualTo(3);
    assertThat(kept).isGreaterThanOrEqualTo(28);
  }

  @Test
  void evidenceOfAnImageDoesNotDependOnItsBatch() throws Exception {
    try (Explainer explainer = Explainer.open(DEMO.resolve("model"), EngineOptions.DEFAULT)) {
      List<ImageAuditor.Subject> subjects = subjects(explainer, "marker-ink", true).subList(0, 3);
      ImageAuditor auditor = new ImageAuditor(explainer::predict, explainer::explain);

      List<ImageEvidence> together = auditor.audit(subjects);
      ImageEvidence alone = auditor.audit(subjects.subList(1, 2)).get(0);

      assertThat(together.get(1).heat()).isEqualTo(alone.heat());
      assertThat(together.get(1).traits()).isEqualTo(alone.traits());
      assertThat(together.get(1).otherBackground().orElseThrow().probability())
          .isCloseTo(alone.otherBackground().orElseThrow().probability(), within());
      assertThat(together)
          .allSatisfy(e -> assertThat(e.shiftCorrelation().orElseThrow()).isBetween(0.3, 1.0));
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-4);
  }

  @Test
  void maskOfTheUserWins() throws Exception {
    try (Explainer explainer = Explainer.open(DEMO.resolve("shortcut"), EngineOptions.DEFAULT)) {
      ImageAuditor.Subject subject = subjects(explainer, "marker-ink", false).get(3);
      RgbImage ink =
          new ImageDecoder()
              .decode(Files.readAllBytes(DEMO.resolve("truth/marker-ink/metaplastic_01_ink.png")));
      ImageAuditor.Subject masked =
          new ImageAuditor.Subject(
              subject.image(), subject.prepared(), subject.explanation(), Optional.of(ink), false);

      ImageEvidence evidence =
          new ImageAuditor(explainer::predict, explainer::explain).audit(List.of(masked)).get(0);

      assertThat(evidence.object().orElseThrow().given()).isTrue();
      assertThat(evidence.object().orElseThrow().confidence()).isEqualTo(1);
      assertThat(evidence.heat().orElseThrow().hotOutside()).isLessThan(0.6);
    }
  }

  private static List<ImageEvidence> audit(String model, String images, boolean shifted)
      throws Exception {
    try (Explainer explainer = Explainer.open(DEMO.resolve(model), EngineOptions.DEFAULT)) {
      return new ImageAuditor(explainer::predict, explainer::explain)
          .audit(subjects(explainer, images, shifted));
    }
  }

  private static List<ImageAuditor.Subject> subjects(
      Explainer explainer, String folder, boolean shifted) throws Exception {
    List<RgbImage> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(DEMO.resolve("images").resolve(folder)).sorted()) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".csv")).toList()) {
        images.add(new ImageDecoder().decode(Files.readAllBytes(file)));
      }
    }
    List<PreparedImage> prepared = images.stream().map(explainer::prepare).toList();
    List<ImageExplanation> explanations = explainer.explain(prepared);
    List<ImageAuditor.Subject> subjects = new ArrayList<>();
    for (int n = 0; n < images.size(); n++) {
      subjects.add(
          new ImageAuditor.Subject(
              images.get(n), prepared.get(n), explanations.get(n), Optional.empty(), shifted));
    }
    return subjects;
  }
}
