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

/** The files that a user means: those that are named, and the images in named folders. */
public final class InputFiles {

  private static final Set<String> EXTENSIONS =
      Set.of("bmp", "png", "jpg", "jpeg", "tif", "tiff", "webp");

  private InputFiles() {}

  /**
   * The files, in the order in which they are named; those of a folder, with its sub-folders, by
   * name, without hidden ones.
   *
   * @throws UserError for what is not there, and for a folder without images
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
              + ": neither BMP, PNG, JPEG, TIFF nor WebP files.");
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
