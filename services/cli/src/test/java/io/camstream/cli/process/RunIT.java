package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {
  private static final Path SAMPLES = CommandProcess.demo().resolve("images/synthetic-cells");
  private static final Path MODEL = CommandProcess.demo().resolve("model");

  @TempDir Path directory;

  private Path images;
  private Path out;

  @BeforeEach
  void makeImages() throws IOException {
    images = Files.createDirectories(directory.resolve("images/slide 1")).getParent();
    out = directory.resolve("out");
    Files.copy(SAMPLES.resolve("parabasal_02.png"), images.resolve("top.png"));
    Files.copy(SAMPLES.resolve("dyskeratotic_03.jpg"), images.resolve("slide 1/café.jpg"));
    Files.writeString(images.resolve("slide 1/broken.png"), "no picture at all");
    Files.writeString(images.resolve("slide 1/notes.txt"), "not an image");
  }

  @Test
  void shouldListBrokenImageAndExplainTheOthers() throws Exception {
    Path labels =
        Files.writeString(
            directory.resolve("labels.csv"),
            "file,label\ntop.png,Parabasal\nslide 1/café.jpg,Metaplastic\n");

    try (CommandProcess run = run(MODEL, images, "--labels", labels.toString())) {
      assertThat(run.awaitExit()).as("%s", run.lines()).isEqualTo(3);

      assertThat(run.lines())
          .anyMatch(line -> line.matches("  default +1 +1 +0 +100.0 % \\(1/1\\) *"))
          .anyMatch(line -> line.matches("  slide 1 +2 +1 +1 +0.0 % \\(0/1\\) *"))
          .contains("  slide 1/broken.png")
          .anyMatch(line -> line.startsWith("    UNSUPPORTED_FORMAT: "));
    }
    assertThat(out.resolve("reports/default/index.html")).exists();
    assertThat(out.resolve("reports/slide 1/failures.csv")).content().contains("broken.png");
    assertThat(out.resolve("explanations/slide 1/café.jpg")).isDirectory();
  }

  @Test
  void shouldSayInOneLineWhatIsWrongBeforeAnythingStarts() throws Exception {
    Path none = directory.resolve("none");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Path file = Files.writeString(directory.resolve("file"), "");

    assertMistake(run(none, images), none.toString());
    assertMistake(run(MODEL, none), none.toString());
    assertMistake(run(MODEL, empty), "There are no images in '" + empty + "'");
    assertThat(out).doesNotExist();
    out = file.resolve("below");
    assertMistake(run(MODEL, images), "Can't write to the folder '" + out + "'");
  }

  private CommandProcess run(Path model, Path folder, String... more) {
    String[] arguments = {
      "run", "--model", model.toString(), "--images", folder.toString(), "--out", out.toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandProcess.start(all);
  }

  private static void assertMistake(CommandProcess run, String message) throws Exception {
    try (run) {
      assertThat(run.awaitExit()).isEqualTo(1);
      assertThat(run.lines())
          .singleElement()
          .asString()
          .startsWith("camstream: ")
          .contains(message);
    }
  }
}
