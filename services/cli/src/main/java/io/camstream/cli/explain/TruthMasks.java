package io.camstream.cli.explain;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The masks of a folder: {@code <image name>_<region>.png}, beside or in the same sub-folder as the
 * image in its folder.
 */
final class TruthMasks {

  private static final String EXTENSION = ".png";

  private final Path folder;

  /** Names of the mask files, without extension, by sub-folder. */
  private final Map<Path, List<String>> names = new HashMap<>();

  /**
   * @throws UserError if there is no such folder
   */
  TruthMasks(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError("There is no folder of masks at " + Quoted.of(folder.toString()) + ".");
    }
    this.folder = folder;
  }

  /**
   * Masks of an image, by region.
   *
   * @param image path relative to the folder of images
   * @param others all images of the same sub-folder: a mask belongs to the longest image name that
   *     it starts with, so that {@code cell_1_nucleus.png} is not the region {@code 1_nucleus} of
   *     {@code cell}
   */
  Map<String, Path> of(Path image, List<Path> others) {
    Path parent = image.getParent() == null ? Path.of("") : image.getParent();
    String name = withoutExtension(image);
    Map<String, Path> masks = new TreeMap<>();
    for (String mask : names.computeIfAbsent(parent, this::list)) {
      boolean ours =
          mask.startsWith(name + "_")
              && others.stream()
                  .map(TruthMasks::withoutExtension)
                  .noneMatch(
                      other -> other.length() > name.length() && mask.startsWith(other + "_"));
      if (ours) {
        masks.put(
            mask.substring(name.length() + 1), folder.resolve(parent).resolve(mask + EXTENSION));
      }
    }
    return masks;
  }

  private List<String> list(Path parent) {
    Path at = folder.resolve(parent);
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(at)) {
      return files
          .filter(file -> file.toString().endsWith(EXTENSION))
          .map(TruthMasks::withoutExtension)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("Can't read the folder " + Quoted.of(at.toString()) + ".", e);
    }
  }

  private static String withoutExtension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
