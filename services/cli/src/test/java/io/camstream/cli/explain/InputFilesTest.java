package io.camstream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir private Path folder;

  @Test
  void shouldTakeNamedFilesAsTheyAreAndTheImagesOfFolders() throws IOException {
    Path named = file("notes.txt");
    Path first = file("in/a.PNG");
    Path second = file("in/sub/b.jpeg");
    file("in/readme.md");
    file("in/.hidden/c.png");
    file("in/.d.png");

    assertThat(InputFiles.of(List.of(named, folder.resolve("in"))))
        .containsExactly(named, first, second);
  }

  @Test
  void shouldNameTheFileThatIsNotThere() {
    Path missing = folder.resolve("no\nsuch.png");

    assertThatThrownBy(() -> InputFiles.of(List.of(missing)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("There is no file '")
        .hasMessageEndingWith("no\\u000asuch.png'.");
  }

  @Test
  void shouldRefuseAFolderWithoutImages() throws IOException {
    file("in/readme.md");

    assertThatThrownBy(() -> InputFiles.of(List.of(folder.resolve("in"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no BMP, PNG, JPEG, TIFF or WebP files");
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
