package io.camstream.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void shouldNameImagesByTheirPathBelowTheFolder() throws IOException {
    write("b/deep/2.png");
    write("1.png");
    write("b/manifest.csv");
    write("b/notes.txt");

    ImageFolder found = ImageFolder.scan(folder, "", ImageFolderTest::isPng);

    assertThat(found.images()).extracting(LocalImage::key).containsExactly("1.png", "b/deep/2.png");
    assertThat(found.manifests()).extracting(LocalImage::key).containsExactly("b/manifest.csv");
    assertThat(found.manifestContents()).containsOnlyKeys("b/manifest.csv");
    assertThat(found.others()).isEqualTo(1);
    assertThat(found.batches()).isEqualTo(2);
  }

  @Test
  void shouldPutAllImagesIntoTheGivenBatch() throws IOException {
    write("1.png");
    write("manifest.csv");

    ImageFolder found = ImageFolder.scan(folder, "batch/", ImageFolderTest::isPng);

    assertThat(found.images()).extracting(LocalImage::key).containsExactly("batch/1.png");
    assertThat(found.manifestContents()).containsOnlyKeys("batch/manifest.csv");
  }

  @Test
  void shouldNotLookAtHiddenFiles() throws IOException {
    write("1.png");
    write("._1.png");
    write(".thumbnails/1.png");

    assertThat(ImageFolder.scan(folder, "", ImageFolderTest::isPng).images())
        .extracting(LocalImage::key)
        .containsExactly("1.png");
  }

  @Test
  void shouldFollowLinks() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    write("elsewhere/1.png");
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.createSymbolicLink(images.resolve("linked"), elsewhere);

    assertThat(ImageFolder.scan(images, "", ImageFolderTest::isPng).images())
        .extracting(LocalImage::key)
        .containsExactly("linked/1.png");
  }

  @Test
  void shouldRefuseMissingFolderAndFolderWithoutImages() throws IOException {
    write("notes.txt");

    assertThatThrownBy(() -> ImageFolder.scan(folder, "", ImageFolderTest::isPng))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no images in")
        .hasMessageContaining(folder.toString());
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ImageFolder.scan(missing, "", ImageFolderTest::isPng))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(missing.toString());
  }

  private static boolean isPng(String key) {
    return key.endsWith(".png");
  }

  private void write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }
}
