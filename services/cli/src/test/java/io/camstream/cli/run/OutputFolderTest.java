package io.camstream.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path directory;

  private Path out;

  @BeforeEach
  void nameFolder() {
    out = directory.resolve("out");
  }

  @Test
  void shouldPutFinishedResultsInPlace() throws Exception {
    OutputFolder.open(out).replaceWith(folder -> fill(folder, "new"));

    assertThat(out.resolve("explanations/file")).hasContent("new");
    assertThat(out.resolve("reports/file")).hasContent("new");
    assertThat(visibleAndHidden(out)).containsExactly(".camstream", "explanations", "reports");
  }

  @Test
  void shouldReplaceResultsOfEarlierRun() throws Exception {
    OutputFolder.open(out).replaceWith(folder -> fill(folder, "old"));
    write(out.resolve("explanations/only-old"), "x");

    OutputFolder.open(out).replaceWith(folder -> fill(folder, "new"));

    assertThat(out.resolve("reports/file")).hasContent("new");
    assertThat(out.resolve("explanations/only-old")).doesNotExist();
  }

  @Test
  void shouldKeepEarlierResultsAndNothingElseWhenWritingFails() throws Exception {
    OutputFolder folder = OutputFolder.open(out);
    folder.replaceWith(partial -> fill(partial, "old"));

    assertThatThrownBy(
            () ->
                folder.replaceWith(
                    partial -> {
                      fill(partial, "half");
                      throw new InterruptedException("Ctrl-C");
                    }))
        .isInstanceOf(InterruptedException.class);

    assertThat(out.resolve("explanations/file")).hasContent("old");
    assertThat(visibleAndHidden(out)).containsExactly(".camstream", "explanations", "reports");
  }

  @Test
  void shouldRemoveWhatAKilledRunLeft() {
    OutputFolder.open(out);
    write(out.resolve(".camstream-partial-1/reports/file"), "half");

    OutputFolder.open(out);

    assertThat(out.resolve(".camstream-partial-1")).doesNotExist();
  }

  @Test
  void shouldRefuseFoldersThatNoRunHasMade() {
    write(out.resolve("reports/thesis.pdf"), "years of work");

    assertThatThrownBy(() -> OutputFolder.open(out))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(out.resolve("reports").toString())
        .hasMessageContaining("--out");
    assertThat(out.resolve("reports/thesis.pdf")).exists();
  }

  @Test
  void shouldRefuseFolderThatCannotBeWritten() {
    write(directory.resolve("file"), "");

    assertThatThrownBy(() -> OutputFolder.open(directory.resolve("file")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is a file");
    assertThatThrownBy(() -> OutputFolder.open(directory.resolve("file/below")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--out");
  }

  private static void fill(Path folder, String content) {
    write(folder.resolve("explanations/file"), content);
    write(folder.resolve("reports/file"), content);
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> visibleAndHidden(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
