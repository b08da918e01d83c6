package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportKeysTest {

  @Test
  void shouldBeTheBatchsOwnNameWhereItCan() {
    assertThat(ReportKeys.of("synthetic-cells", "index.html"))
        .isEqualTo("synthetic-cells/index.html");
    assertThat(ReportKeys.folder("Plate 7 (ümlaut) 🔬")).isEqualTo("Plate 7 (ümlaut) 🔬");
  }

  @Test
  void shouldNeverLeadOutOfTheFolder() {
    for (String batch :
        List.of("", ".", "..", "../x", "a/b", "a\\b", "/", "a\u0000", "\n", "%2E")) {
      assertThat(ReportKeys.folder(batch))
          .isNotEmpty()
          .isNotIn(".", "..")
          .doesNotContain("/", "\\", "\n", "\0");
    }
  }

  @Test
  void shouldGiveDifferentBatchesDifferentFolders() {
    String longName = "é".repeat(400);
    Set<String> folders = new HashSet<>();
    List<String> batches =
        List.of(".", "%2E", "..", "%2E%2E", "a/b", "a%2Fb", "", "%", longName, longName + "x");

    for (String batch : batches) {
      assertThat(folders.add(ReportKeys.folder(batch))).as(batch).isTrue();
    }
  }

  @Test
  void shouldFitIntoAFileName() {
    assertThat(ReportKeys.folder("é".repeat(400)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(255);
    assertThat(ReportKeys.folder("/".repeat(150)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(255);
  }
}
