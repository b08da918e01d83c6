package io.camstream.report.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings of evidence that the engine has collected with the demo's models. */
class FindingsTest {

  private static final EvidenceTable SOUND = EvidenceTable.resource("demo");
  private static final EvidenceTable SHORTCUT = EvidenceTable.resource("shortcut");

  @ParameterizedTest
  @ValueSource(strings = {"synthetic-cells", "marker-ink", "clean", "none"})
  void soundModelIsNotAccused(String images) {
    Findings findings = SOUND.findings(images);

    assertThat(findings.level()).isEqualTo(Level.NOTHING_FOUND);
    assertThat(findings.flaggedImages()).isLessThanOrEqualTo(findings.sampled() / 10);
    assertThat(findings.conclusion()).startsWith("Nothing found by these ");
  }

  @ParameterizedTest
  @CsvSource({"marker-ink,7", "inked,18", "any_ink,23"})
  void shortcutIsFoundWhereverTheInkLies(String images, long flagged) {
    Findings findings = SHORTCUT.findings(images);

    assertThat(findings.level()).isEqualTo(Level.LIKELY_SHORTCUT);
    Finding finding = findings.findings().get(0);
    assertThat(finding.className()).isEqualTo("Koilocytotic");
    assertThat(finding.count()).isGreaterThanOrEqualTo(flagged);
    assertThat(finding.images()).hasSize((int) finding.count());
    assertThat(finding.low()).isGreaterThan(0.5);
    assertThat(finding.sentence())
        .contains(finding.count() + " of " + finding.of(), "Koilocytotic", "Likely a shortcut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthetic-cells", "clean", "none"})
  void shortcutModelIsNotAccusedOnCleanImages(String images) {
    assertThat(SHORTCUT.findings(images).level()).isEqualTo(Level.NOTHING_FOUND);
  }

  @Test
  void orderOfImagesChangesNothing() throws JsonProcessingException {
    String[] sets = {"marker-ink", "synthetic-cells", "inked"};
    String expected = json(SHORTCUT.findings(sets));
    for (int seed = 0; seed < 5; seed++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < SHORTCUT.rows(sets).size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(seed));

      assertThat(json(SHORTCUT.findings(order, sets))).isEqualTo(expected);
    }
  }

  @Test
  void nothingIsSaidOfFourImages() {
    List<Integer> ink = new ArrayList<>();
    List<Map<String, String>> rows = SHORTCUT.rows("inked");
    for (int i = 0; i < rows.size() && ink.size() < 4; i++) {
      if (rows.get(i).get("predicted").equals("Koilocytotic")) {
        ink.add(i);
      }
    }

    Findings findings = SHORTCUT.findings(ink, "inked");

    assertThat(findings.findings()).isEmpty();
    assertThat(findings.notJudged()).anyMatch(text -> text.contains("Koilocytotic: 4 image(s)"));
  }

  @Test
  void sampleDoesNotGrowWithTheBatch() {
    Findings small = synthetic(10_000);
    Findings large = synthetic(100_000);

    assertThat(small.images()).isEqualTo(10_000);
    assertThat(large.images()).isEqualTo(100_000);
    assertThat(large.sampled()).isEqualTo(small.sampled()).isEqualTo(1000);
    assertThat(large.classes()).hasSameSizeAs(small.classes());
  }

  /** Five classes; every tenth image of class 0 rests on something outside of its object. */
  private static Findings synthetic(int count) {
    AuditScan scan = new AuditScan();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < count; i++) {
      String name = "class-" + i % 5;
      double outside = random.nextDouble() * 0.2;
      scan.add(
          new AuditedImage(
              "images/b/" + i,
              "b",
              "png",
              Optional.of(name),
              name,
              0.9,
              new AuditedImage.Location(
                  0.1, 0.1, outside, 1, List.of(50.0, 0.0, 0.0), 10, 0.5, 0.5),
              Optional.of(
                  new AuditedImage.Answers(
                      Optional.of(new AuditedImage.Answer(0.5, name)),
                      Optional.of(new AuditedImage.Answer(0.8, name)),
                      Optional.of(new AuditedImage.Answer(0.9, name)))),
              new AuditedImage.Stability(0.9, false, 0.9),
              new AuditedImage.Traits(200, 200, List.of(0.0, 0.0), 2, 1)),
          Map.of(name, 0.9));
    }
    return scan.findings(
        image -> HeatGrid.of(2, 2, new float[] {1, 2, image.key().hashCode() % 7 + 8, 1}));
  }

  @Test
  void trendOfAWholeGroupIsFoundWhereNoPlaceShowsIt() {
    AuditScan scan = new AuditScan();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 60; i++) {
      boolean tinted = i % 2 == 0;
      String label = "class-" + i / 2 % 5;
      String predicted = tinted ? "class-1" : label;
      double noise = random.nextDouble();
      scan.add(
          new AuditedImage(
              "images/b/" + i,
              "b",
              "png",
              Optional.of(label),
              predicted,
              0.9,
              new AuditedImage.Location(0.1, 0.1, 0.1, 1, List.of(50.0, 0.0, 0.0), 10, 0.5, 0.5),
              Optional.empty(),
              new AuditedImage.Stability(0.9, false, Double.NaN),
              new AuditedImage.Traits(
                  200, 200, List.of(noise, tinted ? 25 + noise : noise), 2 + noise, 1 + noise)),
          Map.of(predicted, 0.9));
    }

    Findings findings = scan.findings(image -> Optional.empty());

    assertThat(findings.level()).isEqualTo(Level.LIKELY_SHORTCUT);
    assertThat(findings.findings().get(0).rule()).isEqualTo("group-accuracy");
    assertThat(findings.findings().get(0).sentence()).contains("yellower cast", "class-1");
  }

  @Test
  void clustersComeFromTheMapsAloneAndMayBeOne() {
    List<double[]> maps = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] map = new double[9];
      map[i % 2 == 0 ? 0 : 8] = 0.9;
      map[4] = 0.1;
      maps.add(map);
    }
    assertThat(MapClusters.of(maps)).extracting(g -> g.members().size()).containsExactly(10, 10);
    assertThat(MapClusters.of(maps.subList(0, 1))).hasSize(1);
    List<double[]> same = Collections.nCopies(20, maps.get(0));
    assertThat(MapClusters.of(same)).hasSize(1);
  }

  @Test
  void calibrationIsThatOfItsDefinition() {
    CalibrationTally tally = new CalibrationTally();
    for (int i = 0; i < 10; i++) {
      tally.add(i < 8 ? "a" : "b", "a", 0.95, Map.of("a", 0.95, "b", 0.05));
    }

    Findings.Calibration calibration = tally.result();

    assertThat(calibration.accuracy()).isEqualTo(0.8);
    assertThat(calibration.ece()).isCloseTo(0.15, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(calibration.auroc().get(0).auroc()).isEqualTo(0.5);
  }

  private static String json(Findings findings) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(findings);
  }
}
