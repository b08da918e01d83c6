package io.camstream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFolderTest {

  @TempDir private Path temp;

  @Test
  void shouldReplaceWhatIsThereAndLeaveNothingElse() throws IOException {
    Path out = temp.resolve("new/out");
    ArtifactNames names = ArtifactNames.flat("cell.png");

    ArtifactFolder.open(out).write(names, List.of(artifact("cell_results.json", "old")));
    ArtifactFolder.open(out).write(names, List.of(artifact("cell_results.json", "new")));

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).containsExactly(out.resolve("cell_results.json"));
    }
    assertThat(out.resolve("cell_results.json")).hasContent("new");
  }

  @Test
  void shouldMakeTheFoldersThatNamesHave() throws IOException {
    ArtifactNames names = ArtifactNames.of("images/a/cell.png", "0123456789abcdef");

    ArtifactFolder.open(temp).write(names, List.of(artifact("cell_results.json", "{}")));

    assertThat(temp.resolve("images/a/cell.png/0123456789ab/cell_results.json")).hasContent("{}");
  }

  @Test
  void shouldSayThatAFileIsNoFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> ArtifactFolder.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Can't write to the folder '" + file)
        .hasMessageEndingWith("): name another one with --out.");
  }

  @Test
  void shouldLeaveNothingWhereAFileCannotBeWritten() throws IOException {
    ArtifactFolder out = ArtifactFolder.open(temp);
    Path inTheWay = temp.resolve("cell_results.json");
    Files.createDirectories(inTheWay.resolve("folder"));

    assertThatThrownBy(
            () ->
                out.write(
                    ArtifactNames.flat("cell.png"), List.of(artifact("cell_results.json", "{}"))))
        .isInstanceOf(UserError.class);

    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(inTheWay);
    }
  }

  private static RenderedArtifact artifact(String name, String content) {
    return new RenderedArtifact(
        "results",
        name,
        "application/json",
        content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
