package io.camstream.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalNamesTest {

  @Test
  void shouldUseTheImageNameAlone() {
    assertThat(originals("in/a.png", "other/b.bmp"))
        .containsExactly("a_original.png", "b_original.png");
  }

  @Test
  void shouldTellExtensionsApart() {
    assertThat(originals("in/a.png", "in/a.bmp", "in/b.png"))
        .containsExactly("a.png_original.png", "a.bmp_original.png", "b_original.png");
  }

  @Test
  void shouldTellFoldersApart() {
    assertThat(originals("x/mon/a.png", "x/tue/a.png", "y/tue/a.png", "y/tue/b.png"))
        .containsExactly(
            "mon/a.png_original.png",
            "x/tue/a.png_original.png",
            "y/tue/a.png_original.png",
            "b_original.png");
  }

  @Test
  void shouldTakeCapitalLettersForSmallOnesInDifferentFolders() {
    assertThat(originals("x/a.png", "y/A.png"))
        .containsExactly("x/a.png_original.png", "y/A.png_original.png");
  }

  @Test
  void shouldTellCapitalLettersApartWhereTheFileSystemDoes() {
    assertThat(originals("x/a.png", "x/A.png")).containsExactly("a_original.png", "A_original.png");
  }

  @Test
  void shouldNameAFileOnceThatIsGivenTwice() {
    assertThat(originals("x/a.png", "x/../x/a.png")).containsExactly("a_original.png");
  }

  @Test
  void shouldStayInTheFolderForHostileNames() {
    assertThat(originals("x/..png", "x/a\n.png", "x/.png"))
        .containsExactly("%2E_original.png", "a%0A_original.png", "%2Epng_original.png");
  }

  private static List<String> originals(String... files) {
    return LocalNames.of(Stream.of(files).map(Path::of).toList()).values().stream()
        .map(
            names ->
                names.path(
                    new RenderedArtifact(
                        "original", names.fileName("original.png"), "image/png", new byte[0])))
        .toList();
  }
}
