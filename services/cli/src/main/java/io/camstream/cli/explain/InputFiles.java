package io.camstream.cli.explain;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Files named on the command line, and the images of named folders. */
public final class InputFiles {

  private static final Set<String> EXTENSIONS =
      Set.of("bmp", "png", "jpg", "jpeg", "tif", "tiff", "webp");

  private InputFiles() {}

  /**
   * Returns the files in the order of the command line. Those of a folder and its sub-folders are
   * sorted by name, without hidden files.
   *
   * @throws UserError if a path does not exist, or a folder holds no images
   */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(images(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new UserError("There is no file " + Quoted.of(path.toString()) + ".");
      }
    }
    return files;
  }

  private static List<Path> images(Path folder) {
    List<Path> images;
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      images = paths.filter(path -> isImage(folder.relativize(path))).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          "Can't read the folder " + Quoted.of(folder.toString()) + ": " + e.getMessage() + ".", e);
    }
    if (images.isEmpty()) {
      throw new UserError(
          "There are no images in "
              + Quoted.of(folder.toString())
              + ": no BMP, PNG, JPEG, TIFF or WebP files.");
    }
    return images;
  }

  private static boolean isImage(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = relative.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }
}
