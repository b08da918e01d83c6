package io.camstream.report.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTableTest {

  @Test
  void shouldWriteOneRowAnImage() throws IOException {
    CSVParser table =
        table(
            SampleRecords.explained(
                SampleRecords.labelled("plate/a.png", "Square"), 0.75, 0.2, 0.05),
            SampleRecords.explained(SampleRecords.reference("plate/deep/b.png"), 0.1, 0.2, 0.7));

    List<CSVRecord> rows = table.getRecords();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).toMap())
        .containsEntry("image", "images/plate/a.png")
        .containsEntry("name", "a.png")
        .containsEntry("label", "Square")
        .containsEntry("predicted_class", "Round")
        .containsEntry("confidence", "0.75")
        .containsEntry("correct", "false")
        .containsEntry("top_2_class", "Square")
        .containsEntry("top_2_probability", "0.2")
        .containsEntry("probability:Ring", "0.05")
        .containsEntry("gradcam:map", "ok")
        .containsEntry("gradcam:border_share", "0.25")
        .containsEntry("agreement:gradcam/layercam", "0.75")
        .containsEntry("infer_millis", "60.25")
        .containsEntry("object:original", "explanations/plate/a.png/original.png")
        .containsEntry("object:overlay:gradcam", "explanations/plate/a.png/overlay_gradcam.png");
    assertThat(rows.get(1).toMap())
        .containsEntry("name", "b.png")
        .containsEntry("label", "")
        .containsEntry("correct", "");
  }

  @Test
  void shouldHaveAColumnForEachClassOfEachModel() throws IOException {
    Explanation other =
        SampleRecords.explanation(
            SampleRecords.reference("plate/b.png"), List.of("Ring", "Star"), 0.4, 0.6);
    CSVParser table =
        table(
            SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1),
            SampleRecords.explained(other));

    CSVRecord second = table.getRecords().get(1);

    assertThat(table.getHeaderNames())
        .contains(
            "probability:Round", "probability:Square", "probability:Ring", "probability:Star");
    assertThat(second.get("probability:Ring")).isEqualTo("0.4");
    assertThat(second.get("probability:Star")).isEqualTo("0.6");
    assertThat(second.get("probability:Round")).isEmpty();
  }

  @Test
  void shouldTellClassesOfTheSameNameApart() throws IOException {
    Explanation explanation =
        SampleRecords.explanation(
            SampleRecords.reference("plate/a.png"),
            List.of("Cell", "Cell", "Cell#2"),
            0.5,
            0.3,
            0.2);

    CSVParser table = table(SampleRecords.explained(explanation));
    CSVRecord row = table.getRecords().get(0);

    assertThat(table.getHeaderNames()).doesNotHaveDuplicates();
    assertThat(row.get("probability:Cell")).isEqualTo("0.5");
    assertThat(row.get("probability:Cell#2")).isEqualTo("0.3");
    assertThat(row.get("probability:Cell#2#2")).isEqualTo("0.2");
  }

  @Test
  void shouldNameTheLayerOnlyWhereThereAreSeveral() throws IOException {
    Explanation one =
        SampleRecords.explanation(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1);
    ClassActivationMap map = one.getMaps().get(0);
    ClassActivationMap deeper =
        ClassActivationMap.newBuilder(map).setLayer("encoder.stages.2").setEmpty(true).build();
    Explanation both =
        Explanation.newBuilder(one)
            .setMaps(Stream.concat(one.getMaps().stream(), Stream.of(deeper)).toList())
            .build();

    CSVRecord row = table(SampleRecords.explained(both)).getRecords().get(0);

    assertThat(row.toMap())
        .containsEntry("gradcam@encoder.stages.3.layers.1:map", "ok")
        .containsEntry("gradcam@encoder.stages.2:map", "empty")
        .doesNotContainKey("gradcam:map");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "'quoted",
        "＝1",
        "－1",
        "＋1",
        "＠1"
      })
  void shouldKeepASpreadsheetFromTakingTextForAFormula(String hostile) throws IOException {
    Explanation explanation =
        SampleRecords.explanation(
            SampleRecords.labelled("plate/" + hostile, hostile), List.of(hostile, "b"), 0.9, 0.1);

    CSVRecord row = table(SampleRecords.explained(explanation)).getRecords().get(0);

    assertThat(row.get("name")).isEqualTo("'" + hostile);
    assertThat(row.get("label")).isEqualTo("'" + hostile);
    assertThat(row.get("predicted_class")).isEqualTo("'" + hostile);
  }

  @Test
  void shouldNeutraliseHeadersToo() throws IOException {
    Explanation one =
        SampleRecords.explanation(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1);
    Explanation hostile =
        Explanation.newBuilder(one)
            .setMaps(List.of(SampleRecords.map("=cmd|'/c calc'!A0", 0, 1f, 2f, 3f, 4f)))
            .build();

    assertThat(table(SampleRecords.explained(hostile)).getHeaderNames())
        .contains("'=cmd|'/c calc'!A0:map");
  }

  @Test
  void shouldLeaveNegativeNumbersNumbersAndUndefinedOnesEmpty() throws IOException {
    Explanation one =
        SampleRecords.explanation(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1);
    Explanation changed =
        Explanation.newBuilder(one)
            .setAgreements(
                List.of(
                    new MethodAgreement(SampleRecords.LAYER, "gradcam", "layercam", -0.5),
                    new MethodAgreement(SampleRecords.LAYER, "gradcam", "fem", Double.NaN)))
            .build();

    CSVRecord row = table(SampleRecords.explained(changed)).getRecords().get(0);

    assertThat(row.get("agreement:gradcam/layercam")).isEqualTo("-0.5");
    assertThat(row.get("agreement:gradcam/fem")).isEmpty();
  }

  @Test
  void shouldQuoteWhatWouldBreakARow() throws IOException {
    String name = "a,\"b\"\nc\0d.png";

    CSVRecord row =
        table(SampleRecords.explained(SampleRecords.reference("plate/" + name), 0.7, 0.2, 0.1))
            .getRecords()
            .get(0);

    assertThat(row.get("name")).isEqualTo("a,\"b\"\nc\uFFFDd.png");
  }

  private static CSVParser table(ReportRow... rows) throws IOException {
    ResultsColumns columns = new ResultsColumns();
    List.of(rows).forEach(columns::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ResultsTable table = new ResultsTable(out, columns)) {
      for (ReportRow row : rows) {
        table.write(row);
      }
    }
    return CSVParser.parse(
        new StringReader(out.toString(StandardCharsets.UTF_8)),
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get());
  }
}
