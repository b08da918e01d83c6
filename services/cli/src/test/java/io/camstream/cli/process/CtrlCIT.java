package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CtrlCIT {
  private static final int STOPPED = 130;

  @TempDir Path directory;

  @Test
  void shouldLeaveNothingWhenStoppedWhileServersStart() throws Exception {
    try (CommandProcess demo = demo()) {
      demo.awaitDescendants(1);

      assertLeavesNothing(demo);
    }
  }

  @Test
  void shouldLeaveNothingWhenStoppedWhileImagesAreExplained() throws Exception {
    try (CommandProcess demo = demo()) {
      demo.awaitLine("images are in the bucket");

      assertLeavesNothing(demo);
    }
  }

  private CommandProcess demo() {
    return CommandProcess.start("demo", "--out", directory.resolve("out").toString());
  }

  private void assertLeavesNothing(CommandProcess demo) throws Exception {
    demo.interrupt();

    assertThat(demo.awaitExit()).as("%s", demo.lines()).isEqualTo(STOPPED);
    assertThat(demo.leftovers()).isEmpty();
    assertThat(namesIn(directory.resolve("out")))
        .containsExactlyInAnyOrder(".camstream", "camstream.log");
    assertThat(demo.lines())
        .anyMatch(line -> line.contains("Stopping"))
        .noneMatch(line -> line.contains("Exception"));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
