package io.camstream.report.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.report.tables.BatchSummary.ClassScore;
import io.camstream.report.tables.BatchSummary.ConfidenceBin;
import io.camstream.report.tables.BatchSummary.Counts;
import io.camstream.report.tables.BatchSummary.LabelCount;
import io.camstream.report.tables.BatchSummary.MethodUse;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryBuilderTest {

  private static final double[] ROUND = {0.8, 0.15, 0.05};
  private static final double[] SQUARE = {0.1, 0.85, 0.05};

  @Test
  void shouldCountImagesByState() {
    BatchSummary summary =
        summary(
            SampleRecords.pending(SampleRecords.reference("b/1.png")),
            SampleRecords.failed(SampleRecords.reference("b/2.png"), "EMPTY_FILE", "no bytes"),
            SampleRecords.explained(SampleRecords.labelled("b/3.png", "Round"), ROUND),
            SampleRecords.explained(SampleRecords.reference("b/4.png"), ROUND));

    assertThat(summary.counts()).isEqualTo(new Counts(4, 2, 1, 1, 1, 1));
    assertThat(summary.complete()).isFalse();
  }

  @Test
  void shouldMeasureEachClassOnTheLabelledImages() {
    BatchSummary summary =
        summary(
            SampleRecords.explained(SampleRecords.labelled("b/1.png", "Round"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("b/2.png", "Round"), SQUARE),
            SampleRecords.explained(SampleRecords.labelled("b/3.png", "Square"), SQUARE),
            SampleRecords.explained(SampleRecords.reference("b/4.png"), SQUARE));

    assertThat(summary.accuracy()).isEqualTo(2.0 / 3);
    assertThat(summary.classes())
        .containsExactly(
            new ClassScore("Round", 2, 1, 1, 1, 1.0, 0.5, 2.0 / 3),
            new ClassScore("Square", 1, 2, 1, 3, 0.5, 1.0, 2.0 / 3),
            new ClassScore("Ring", 0, 0, 0, 0, null, null, null));
    assertThat(summary.confusionMatrix().classes()).containsExactly("Round", "Square", "Ring");
    assertThat(summary.confusionMatrix().counts())
        .containsExactly(List.of(1L, 1L, 0L), List.of(0L, 1L, 0L), List.of(0L, 0L, 0L));
  }

  @Test
  void shouldHaveNoAccuracyWithoutLabels() {
    BatchSummary summary =
        summary(SampleRecords.explained(SampleRecords.labelled("b/1.png", " "), ROUND));

    assertThat(summary.accuracy()).isNull();
    assertThat(summary.counts().labelled()).isZero();
  }

  @Test
  void shouldCountALabelThatIsNoClassAsMisclassified() {
    BatchSummary summary =
        summary(
            SampleRecords.explained(SampleRecords.labelled("b/1.png", "round"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("b/2.png", "round"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("b/3.png", "Oval"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("b/4.png", "Round"), ROUND));

    assertThat(summary.accuracy()).isEqualTo(0.25);
    assertThat(summary.labelsOutsideModel().images()).isEqualTo(3);
    assertThat(summary.labelsOutsideModel().mostFrequent())
        .containsExactly(new LabelCount("round", 2), new LabelCount("Oval", 1));
    assertThat(summary.classes().get(0).precision()).isEqualTo(0.25);
  }

  @Test
  void shouldKeepFewOfAMillionDifferentLabels() {
    SummaryBuilder builder = new SummaryBuilder();
    for (int i = 0; i < 5_000; i++) {
      builder.add(SampleRecords.explained(SampleRecords.labelled("b/" + i, "label " + i), ROUND));
    }

    BatchSummary summary = builder.build("b", SampleRecords.NOON);

    assertThat(summary.labelsOutsideModel().images()).isEqualTo(5_000);
    assertThat(summary.labelsOutsideModel().mostFrequent()).hasSize(20);
  }

  @Test
  void shouldAverageTheMapsOfThePredictedClassOnly() {
    BatchSummary summary =
        summary(SampleRecords.explained(SampleRecords.reference("b/1.png"), ROUND));

    assertThat(summary.methods())
        .containsExactly(
            new MethodUse("gradcam", "Grad-CAM", SampleRecords.LAYER, 1, 0, 0.25, 0.125, 0.5),
            new MethodUse("layercam", "Layer-CAM", SampleRecords.LAYER, 1, 0, 0.25, 0.125, 0.5));
  }

  @Test
  void shouldPutCertaintyIntoTheLastBin() {
    BatchSummary summary =
        summary(
            SampleRecords.explained(SampleRecords.labelled("b/1.png", "Round"), 1.0, 0.0, 0.0),
            SampleRecords.explained(SampleRecords.labelled("b/2.png", "Square"), 0.5, 0.3, 0.2));

    assertThat(summary.confidence()).hasSize(20);
    assertThat(summary.confidence().get(19)).isEqualTo(new ConfidenceBin(0.95, 1.0, 1, 0, 0));
    assertThat(summary.confidence().get(10)).isEqualTo(new ConfidenceBin(0.5, 0.55, 0, 1, 0));
  }

  @Test
  void shouldListFailuresByKindMostFrequentFirst() {
    BatchSummary summary =
        summary(
            SampleRecords.failed(SampleRecords.reference("b/1.png"), "EMPTY_FILE", "no bytes"),
            SampleRecords.failed(SampleRecords.reference("b/2.png"), "UNREADABLE_IMAGE", "cut off"),
            SampleRecords.failed(SampleRecords.reference("b/3.png"), "UNREADABLE_IMAGE", "no PNG"));

    assertThat(summary.failures())
        .extracting("code", "images", "example")
        .containsExactly(
            tuple("UNREADABLE_IMAGE", 2L, "cut off"), tuple("EMPTY_FILE", 1L, "no bytes"));
  }

  @Test
  void shouldTellWhenItBeganAndEnded() {
    BatchSummary summary =
        summary(SampleRecords.explained(SampleRecords.reference("b/1.png"), ROUND));

    assertThat(summary.times().firstDiscoveredAt()).isEqualTo(SampleRecords.NOON.plusSeconds(1));
    assertThat(summary.times().lastFinishedAt()).isEqualTo(SampleRecords.NOON.plusSeconds(60));
    assertThat(summary.times().seconds()).isEqualTo(59.0);
    assertThat(summary.times().meanMillis().infer()).isEqualTo(60.25, within(1e-9));
  }

  @Test
  void shouldBeJsonInSnakeCaseWithIsoTimes() throws IOException {
    BatchSummary summary =
        summary(SampleRecords.explained(SampleRecords.labelled("b/1.png", "Ring"), ROUND));

    JsonNode json = new ObjectMapper().readTree(SummaryJson.of(summary, "lineage", 7));

    assertThat(json.at("/batch").asText()).isEqualTo("b");
    assertThat(json.at("/generated_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(json.at("/complete").asBoolean()).isTrue();
    assertThat(json.at("/counts/discovered").asLong()).isEqualTo(1);
    assertThat(json.at("/accuracy").asDouble()).isZero();
    assertThat(json.at("/classes/1/precision").isNull()).isTrue();
    assertThat(json.at("/confusion_matrix/counts/2/0").asLong()).isEqualTo(1);
    assertThat(json.at("/models/0/weights_sha256").asText()).isEqualTo("ab".repeat(32));
    assertThat(json.at("/methods/0/mean_border_share").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/times/mean_millis/fetch").asDouble()).isEqualTo(1.5);
  }

  private static BatchSummary summary(ReportRow... rows) {
    SummaryBuilder builder = new SummaryBuilder();
    List.of(rows).forEach(builder::add);
    return builder.build("b", SampleRecords.NOON);
  }
}
