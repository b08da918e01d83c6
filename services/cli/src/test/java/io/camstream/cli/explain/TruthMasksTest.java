package io.camstream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthMasksTest {

  @TempDir private Path truth;

  @Test
  void shouldFindTheRegionsOfAnImage() throws IOException {
    mask("cell_nucleus.png");
    mask("cell_dark_spot.png");
    mask("cell.png");
    mask("other_nucleus.png");
    mask("cell_nucleus.txt");

    assertThat(masks("cell.bmp", "cell.bmp", "other.bmp"))
        .containsOnlyKeys("nucleus", "dark_spot")
        .containsEntry("nucleus", truth.resolve("cell_nucleus.png"));
  }

  @Test
  void shouldGiveAMaskToTheLongestName() throws IOException {
    mask("cell_1_nucleus.png");
    mask("cell_nucleus.png");

    assertThat(masks("cell.png", "cell.png", "cell_1.png")).containsOnlyKeys("nucleus");
    assertThat(masks("cell_1.png", "cell.png", "cell_1.png")).containsOnlyKeys("nucleus");
  }

  @Test
  void shouldLookInTheSameSubFolder() throws IOException {
    mask("slide/cell_nucleus.png");

    assertThat(masks("slide/cell.png", "slide/cell.png")).containsOnlyKeys("nucleus");
    assertThat(masks("cell.png", "cell.png")).isEmpty();
    assertThat(masks("else/cell.png", "else/cell.png")).isEmpty();
  }

  @Test
  void shouldSayThatThereIsNoFolder() {
    assertThatThrownBy(() -> new TruthMasks(truth.resolve("missing")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("There is no folder of masks at '");
  }

  private Map<String, Path> masks(String image, String... others) {
    return new TruthMasks(truth)
        .of(Path.of(image), List.of(others).stream().map(Path::of).toList());
  }

  private void mask(String name) throws IOException {
    Path file = truth.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
