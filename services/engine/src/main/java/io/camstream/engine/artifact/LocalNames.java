package io.camstream.engine.artifact;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Names for images that are explained from a list of files into one folder.
 *
 * <p>An image's artifacts are called {@code <image name>_…}, without the extension. Where that
 * would be the same for several files of the list, these files get as much more of their path as
 * distinguishes them: first the extension ({@code cell.bmp_original.png}), then the folders above
 * ({@code monday/cell.bmp_original.png}). Capital and small letters count as the same, because on
 * some file systems they are, unless the list itself shows that they are not.
 */
public final class LocalNames {

  private final UnaryOperator<String> fold;

  private LocalNames(Set<Path> files) {
    long distinct = files.stream().map(file -> lowerCase(file.toString())).distinct().count();
    this.fold = distinct == files.size() ? LocalNames::lowerCase : UnaryOperator.identity();
  }

  /**
   * The names of each file, in the order of the files; a file that is listed twice is there once.
   */
  public static Map<Path, ArtifactNames> of(List<Path> files) {
    Map<Path, Path> asGiven = new LinkedHashMap<>();
    for (Path file : files) {
      asGiven.putIfAbsent(file.toAbsolutePath().normalize(), file);
    }
    Map<Path, Integer> depths = new LocalNames(asGiven.keySet()).depths(asGiven.keySet());
    Map<Path, ArtifactNames> names = new LinkedHashMap<>();
    asGiven.forEach((path, given) -> names.put(given, names(path, depths.get(path))));
    return names;
  }

  /** How much of its path each file shows: all that clash show one part more, until none does. */
  private Map<Path, Integer> depths(Set<Path> files) {
    Map<Path, Integer> depths = new HashMap<>();
    files.forEach(file -> depths.put(file, 0));
    List<Path> clashing;
    do {
      Map<String, List<Path>> byName =
          files.stream().collect(Collectors.groupingBy(file -> name(file, depths.get(file))));
      clashing =
          byName.values().stream()
              .filter(sameName -> sameName.size() > 1)
              .flatMap(List::stream)
              .filter(file -> depths.get(file) < file.getNameCount())
              .toList();
      clashing.forEach(file -> depths.merge(file, 1, Integer::sum));
    } while (!clashing.isEmpty());
    return depths;
  }

  private String name(Path file, int depth) {
    ArtifactNames names = names(file, depth);
    return fold.apply(names.folder() + "/" + names.stem());
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Depth 0 is the name without extension, 1 with it, each further one a folder more. */
  private static ArtifactNames names(Path file, int depth) {
    String fileName = file.getFileName().toString();
    if (depth == 0) {
      return ArtifactNames.flat(fileName);
    }
    int last = file.getNameCount() - 1;
    int folders = depth - 1;
    String folder = folders == 0 ? "" : file.subpath(last - folders, last).toString();
    return ArtifactNames.inFolder(folder, fileName);
  }
}
