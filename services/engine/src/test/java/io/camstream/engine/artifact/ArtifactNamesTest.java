package io.camstream.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactNamesTest {

  private static final String ETAG = "3f2a9c01b7de8845";

  @Test
  void shouldLieUnderTheWholeKeyAndTheVersion() {
    ArtifactNames names = ArtifactNames.of("images/slide 7/cell.v2.bmp", ETAG);

    assertThat(names.folder()).isEqualTo("images/slide 7/cell.v2.bmp/3f2a9c01b7de");
    assertThat(names.imageName()).isEqualTo("cell.v2");
    assertThat(names.fileName("original.png")).isEqualTo("cell.v2_original.png");
  }

  @ParameterizedTest
  @CsvSource({
    "images/a.png,     images/a.bmp",
    "images/a/b.png,   images/a%2Fb.png",
    "images/a//b.png,  images/a/b.png",
    "images/a/../b,    images/b",
    "images/%2E%2E/b,  images/../b",
    "images/a?b,       images/a*b"
  })
  void shouldDifferForDifferentKeys(String first, String second) {
    assertThat(ArtifactNames.of(first, ETAG).folder())
        .isNotEqualTo(ArtifactNames.of(second, ETAG).folder());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "images/../../x.png",
        "a/./b.png",
        "a//b",
        "a\\..\\b",
        "C:\\x.png",
        "a/\u0000/b\n.png",
        "",
        "/",
        ".",
        ".png",
        "a/.hidden",
        "\u202egnp.exe",
        "\ud800.png"
      })
  void shouldStayBelowItsFolder(String key) {
    assertSafe(ArtifactNames.of(key, ETAG));
  }

  @Test
  void shouldStayBelowItsFolderForAnyKeyAndEtag() {
    Random random = new Random(7);
    String alphabet = "ab./\\%~ \u0000\n:*?\"<>|é子😀\u202e";
    int[] characters = alphabet.codePoints().toArray();
    Set<String> keys = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder key = new StringBuilder();
      int length = random.nextInt(random.nextInt(20) == 0 ? 400 : 8);
      for (int j = 0; j < length; j++) {
        key.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      ArtifactNames names = ArtifactNames.of(key.toString(), ETAG);
      assertSafe(names);
      keys.add(key.toString());
      folders.add(names.folder());
    }
    assertThat(folders).as("one folder for each key").hasSameSizeAs(keys);
  }

  @Test
  void shouldFitIntoAnObjectKeyHoweverLongTheImageKeyIs() {
    String deep = "images/" + "abcdefg/".repeat(130) + "x.png";
    String longName = "images/" + "n".repeat(1000) + ".png";
    String wide = "images/" + "子".repeat(330) + ".png";

    for (String key : List.of(deep, longName, wide)) {
      assertSafe(ArtifactNames.of(key, ETAG));
    }
    assertThat(ArtifactNames.of(deep, ETAG).folder())
        .isNotEqualTo(ArtifactNames.of(deep.replace("x.png", "y.png"), ETAG).folder());
    assertThat(ArtifactNames.of(longName, ETAG).folder())
        .isNotEqualTo(ArtifactNames.of(longName.replace("n.png", "m.png"), ETAG).folder());
  }

  @Test
  void shouldBeHarmlessForAHostileEtag() {
    assertSafe(ArtifactNames.of("images/a.png", "../../../x"));
    assertSafe(ArtifactNames.of("images/a.png", ""));
  }

  private static void assertSafe(ArtifactNames names) {
    RenderedArtifact artifact =
        new RenderedArtifact(
            "classes:smoothgradcampp",
            names.fileName("classes_smoothgradcampp.png"),
            "image/png",
            new byte[0]);
    String path = names.path(artifact);
    assertThat(path.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1000);
    for (String part : path.split("/", -1)) {
      assertThat(part.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 255);
      assertThat(part).doesNotStartWith(".").doesNotContain("\\", ":", "\u0000", "\n", "\u202e");
    }
    assertThat(artifact.fileName()).doesNotContain("/");
  }
}
