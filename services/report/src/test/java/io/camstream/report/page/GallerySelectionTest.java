package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class GallerySelectionTest {

  private final ReportRow sure = row("sure", "Round", 0.98);
  private final ReportRow unsure = row("unsure", "Round", 0.51);
  private final ReportRow wrong = row("wrong", "Square", 0.6);
  private final ReportRow surelyWrong = row("surely-wrong", "Square", 0.97);
  private final ReportRow unlabelled = row("unlabelled", null, 0.7);

  @Test
  void shouldShowMistakesFirstTheMostConfidentForemostThenTheLeastConfident() {
    assertThat(selected(10, sure, unsure, wrong, surelyWrong, unlabelled))
        .containsExactly(surelyWrong, wrong, unsure, unlabelled, sure);
  }

  @Test
  void shouldKeepTheMostWorthSeeingOfMany() {
    assertThat(selected(3, sure, unsure, wrong, unlabelled, surelyWrong))
        .containsExactly(surelyWrong, wrong, unsure);
  }

  @Test
  void shouldPassOverWhatIsNotExplained() {
    assertThat(
            selected(
                10,
                SampleRecords.pending(SampleRecords.reference("b/1.png")),
                SampleRecords.failed(SampleRecords.reference("b/2.png"), "EMPTY_FILE", "no bytes")))
        .isEmpty();
  }

  @Test
  void shouldSelectNothingForAGalleryOfNoImages() {
    assertThat(selected(0, sure, wrong)).isEmpty();
  }

  private static List<ReportRow> selected(int size, ReportRow... rows) {
    GallerySelection selection = new GallerySelection(size);
    List.of(rows).forEach(selection::add);
    return selection.rows();
  }

  private static ReportRow row(String name, String label, double confidence) {
    return SampleRecords.explained(
        SampleRecords.labelled("b/" + name, label),
        confidence,
        (1 - confidence) / 2,
        (1 - confidence) / 2);
  }
}
