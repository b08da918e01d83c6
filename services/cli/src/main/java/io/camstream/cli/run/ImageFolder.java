package io.camstream.cli.run;

import io.camstream.ingest.bucket.Batch;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files of a local folder, divided into images, manifests and others. Links are followed;
 * hidden files and folders, whose names begin with a dot, are skipped.
 *
 * @param images at least one, sorted by key
 * @param manifests files {@code manifest.csv} where ingest looks for them
 * @param others number of other files
 */
public record ImageFolder(List<LocalImage> images, List<LocalImage> manifests, int others) {
  /**
   * Lists the folder.
   *
   * @param keyPrefix prefix of every key; empty, or a batch with a slash
   * @param isImage true for the key of an image
   * @throws UserError if the folder can't be read or holds no image
   */
  public static ImageFolder scan(Path folder, String keyPrefix, Predicate<String> isImage) {
    if (!Files.isDirectory(folder)) {
      throw new UserError("There is no folder of images at " + Quoted.of(folder.toString()) + ".");
    }
    List<LocalImage> files = files(folder, keyPrefix);
    List<LocalImage> images = files.stream().filter(file -> isImage.test(file.key())).toList();
    if (images.isEmpty()) {
      throw new UserError(
          "There are no images in "
              + Quoted.of(folder.toString())
              + ": no BMP, PNG, JPEG, TIFF or WebP files.");
    }
    List<LocalImage> manifests =
        files.stream().filter(file -> Batch.isManifest(file.key())).toList();
    return new ImageFolder(images, manifests, files.size() - images.size() - manifests.size());
  }

  private static List<LocalImage> files(Path folder, String keyPrefix) {
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(path -> !hidden(folder.relativize(path)))
          .filter(Files::isRegularFile)
          .map(path -> new LocalImage(path, keyPrefix + key(folder.relativize(path))))
          .sorted(Comparator.comparing(LocalImage::key))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          "Can't read the folder " + Quoted.of(folder.toString()) + ": " + e.getMessage() + ".", e);
    }
  }

  private static boolean hidden(Path relative) {
    return parts(relative).anyMatch(part -> part.startsWith("."));
  }

  private static String key(Path relative) {
    return parts(relative).collect(Collectors.joining("/"));
  }

  private static Stream<String> parts(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false).map(Path::toString);
  }

  /** Reads the manifests; their bytes by key. */
  public Map<String, byte[]> manifestContents() {
    Map<String, byte[]> contents = new TreeMap<>();
    for (LocalImage manifest : manifests) {
      try {
        contents.put(manifest.key(), Files.readAllBytes(manifest.file()));
      } catch (IOException e) {
        throw new UserError(
            "Can't read " + Quoted.of(manifest.file().toString()) + ": " + e.getMessage() + ".", e);
      }
    }
    return contents;
  }

  /** Number of batches of the images. */
  public long batches() {
    return images.stream().map(image -> Batch.of(image.key())).distinct().count();
  }
}
