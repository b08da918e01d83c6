package io.camstream.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsFileTest {
  private static final List<LocalImage> IMAGES =
      List.of(image("top.png"), image("a/1.png"), image("a/deep/2.png"), image("b/1.png"));

  @TempDir Path directory;

  @Test
  void shouldDivideLabelsAmongTheManifestsOfTheBatches() throws IOException {
    LabelsFile labels = read("file,label\ntop.png,x\na/1.png,\"y, z\"\na/deep/2.png,x\n");

    assertThat(labels.manifests()).containsOnlyKeys("manifest.csv", "a/manifest.csv");
    assertThat(text(labels, "manifest.csv")).isEqualTo("file,label\ntop.png,x\n");
    assertThat(text(labels, "a/manifest.csv"))
        .isEqualTo("file,label\n1.png,\"y, z\"\ndeep/2.png,x\n");
  }

  @Test
  void shouldFindImageByItsNameAlone() throws IOException {
    assertThat(text(read("file,label\n2.png,x\n"), "a/manifest.csv"))
        .isEqualTo("file,label\ndeep/2.png,x\n");
  }

  @Test
  void shouldCountLabelsOfImagesThatAreNotThere() throws IOException {
    assertThat(read("file,label\na/1.png,x\nc/1.png,x\nmissing.png,x\n").unused()).isEqualTo(2);
  }

  @Test
  void shouldRefuseNameOfSeveralImages() {
    assertThatThrownBy(() -> read("file,label\n1.png,x\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'1.png'")
        .hasMessageContaining("folder");
  }

  @Test
  void shouldRefuseFileThatCannotBeUsed() {
    assertThatThrownBy(() -> read("name;class\n1.png;x\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'file' and 'label'");
    assertThatThrownBy(() -> read("file,label\nnone.png,x\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of the images");
    assertThatThrownBy(() -> LabelsFile.read(directory.resolve("missing.csv"), IMAGES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("missing.csv");
  }

  private LabelsFile read(String csv) throws IOException {
    return LabelsFile.read(Files.writeString(directory.resolve("labels.csv"), csv), IMAGES);
  }

  private static String text(LabelsFile labels, String key) {
    return new String(labels.manifests().get(key), StandardCharsets.UTF_8);
  }

  private static LocalImage image(String key) {
    return new LocalImage(Path.of("/images", key), key);
  }
}
