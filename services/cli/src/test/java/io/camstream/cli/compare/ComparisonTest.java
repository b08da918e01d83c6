package io.camstream.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final String HEADER =
      "image,label,predicted_class,confidence,gradcam:border_share,audit:hot_outside,"
          + "object:overlay:gradcam,object:maps\n";

  @TempDir Path folder;

  @Test
  void shouldTellChangesOfPredictionsMapsAndFindings() throws IOException {
    Path before = run("a", "plate", "Round", 0.1f, "border Round", "Look at the border.");
    Path after = run("b", "plate", "Square", 0.9f, "outside-object Square", "Look outside.");

    Comparison comparison = Comparison.of(ResultsFolder.read(before), ResultsFolder.read(after));

    assertThat(comparison.common()).isEqualTo(2);
    assertThat(comparison.changed()).hasSize(1);
    assertThat(comparison.changed().get(0).first().name()).isEqualTo("plate/x.png");
    assertThat(comparison.appeared()).containsExactly("Look outside.");
    assertThat(comparison.disappeared()).containsExactly("Look at the border.");
    assertThat(comparison.classes()).extracting(Comparison.ClassChange::changed).contains(1);
    assertThat(comparison.changed().get(0).rankCorrelation()).isEqualTo(-1);
  }

  @Test
  void shouldMatchImagesOfTwoBatchesByTheirNamesWithin() throws IOException {
    Path out = run("a", "first", "Round", 0.1f, "r", "s");
    Path other = run("b", "second", "Round", 0.1f, "r", "s");

    Comparison comparison =
        Comparison.of(
            ResultsFolder.read(out.resolve("reports/first")),
            ResultsFolder.read(other.resolve("reports/second")));

    assertThat(comparison.common()).isEqualTo(2);
    assertThat(comparison.changed()).isEmpty();
    assertThat(comparison.appeared()).isEmpty();
  }

  @Test
  void shouldEscapeWhatIsShown() throws IOException {
    Path before = run("a", "plate", "<script>", 0.1f, "r", "<b>");
    Path after = run("b", "plate", "Round", 0.1f, "q", "s");
    ResultsFolder first = ResultsFolder.read(before);
    ResultsFolder second = ResultsFolder.read(after);

    String page = new ComparisonPage(folder).of(first, second, Comparison.of(first, second));

    assertThat(page).doesNotContain("<script>", "<b>").contains("&lt;script&gt;", "&lt;b&gt;");
  }

  @Test
  void shouldRefuseAFolderWithoutResults() {
    assertThatThrownBy(() -> ResultsFolder.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--out folder of a run");
  }

  /** A run of two images, of which the first has this class and a map that begins with this. */
  private Path run(
      String name, String batch, String predicted, float first, String rule, String sentence)
      throws IOException {
    Path out = folder.resolve(name);
    Path report = Files.createDirectories(out.resolve("reports").resolve(batch));
    Files.writeString(
        report.resolve("results.csv"),
        HEADER
            + "images/%s/x.png,Round,%s,0.9,0.2,0.1,,explanations/%s/x.npz\n"
                .formatted(batch, predicted, batch)
            + "images/%s/y.png,,Other,0.8,0.3,,,\n".formatted(batch));
    String[] parts = rule.split(" ", 2);
    Files.writeString(
        report.resolve("findings.json"),
        "{\"findings\":[{\"rule\":\"%s\",\"class_name\":\"%s\",\"sentence\":\"%s\"}]}"
            .formatted(parts[0], parts.length > 1 ? parts[1] : "", sentence));
    Path maps = Files.createDirectories(out.resolve("explanations").resolve(batch));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(maps.resolve("x.npz")))) {
      zip.putNextEntry(new ZipEntry("raw/last/gradcam/0.npy"));
      zip.write(array(first, 0.5f));
    }
    return out;
  }

  private static byte[] array(float... values) {
    byte[] header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n"
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length).put(header);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
