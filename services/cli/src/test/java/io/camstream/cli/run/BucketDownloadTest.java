package io.camstream.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketDownloadTest {
  private static final Path FOLDER = Path.of("/results/explanations");

  @Test
  void shouldPutObjectWhereItsKeySays() {
    assertThat(BucketDownload.pathBelow(FOLDER, "batch/cell.png/ab12/cell_original.png"))
        .contains(Path.of("/results/explanations/batch/cell.png/ab12/cell_original.png"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "..",
        "../secret",
        "batch/../../secret",
        "batch/./x",
        "/etc/passwd",
        "batch//x",
        "batch/",
        "zero\0byte"
      })
  void shouldLeaveOutKeyThatIsNoPathBelowTheFolder(String key) {
    assertThat(BucketDownload.pathBelow(FOLDER, key)).isEmpty();
  }
}
