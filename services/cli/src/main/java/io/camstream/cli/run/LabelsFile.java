package io.camstream.cli.run;

import io.camstream.ingest.bucket.Batch;
import io.camstream.ingest.bucket.ManifestParser;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Labels of a run in the format of a manifest, to be divided into one manifest for each batch.
 *
 * <p>{@code file} is the path below the images folder, or a file name that only one image has.
 */
public final class LabelsFile {
  private static final CSVFormat MANIFEST =
      CSVFormat.DEFAULT.builder().setHeader("file", "label").setRecordSeparator('\n').get();

  private final Map<String, String> labelsByKey;
  private final int unused;

  private LabelsFile(Map<String, String> labelsByKey, int unused) {
    this.labelsByKey = labelsByKey;
    this.unused = unused;
  }

  /**
   * Reads the file.
   *
   * @throws UserError if it can't be read, names none of the images, or uses a name that several
   *     images have
   */
  public static LabelsFile read(Path file, List<LocalImage> images) {
    Map<String, List<String>> keysByName =
        images.stream().map(LocalImage::key).collect(Collectors.groupingBy(LabelsFile::name));
    Set<String> keys = images.stream().map(LocalImage::key).collect(Collectors.toSet());
    Map<String, String> labels = new TreeMap<>();
    int unused = 0;
    for (Map.Entry<String, String> row : rows(file).entrySet()) {
      Optional<String> key = key(row.getKey().replace('\\', '/'), keys, keysByName, file);
      key.ifPresent(image -> labels.put(image, row.getValue()));
      unused += key.isPresent() ? 0 : 1;
    }
    if (labels.isEmpty()) {
      throw wrong(file, "names none of the images; each 'file' is a path below the images folder");
    }
    return new LabelsFile(labels, unused);
  }

  private static Map<String, String> rows(Path file) {
    try {
      ManifestParser.Result result = ManifestParser.parse(Files.readAllBytes(file));
      if (result.badLines() > 0) {
        throw wrong(file, "can't be used: " + String.join("; ", result.problems()));
      }
      return result.labels();
    } catch (IOException e) {
      throw new UserError(
          "Can't read the labels file " + Quoted.of(file.toString()) + ": " + e + ".", e);
    }
  }

  /** Key of the image that a row names; empty if there is no such image. */
  private static Optional<String> key(
      String row, Set<String> keys, Map<String, List<String>> keysByName, Path file) {
    if (keys.contains(row)) {
      return Optional.of(row);
    }
    List<String> candidates = keysByName.getOrDefault(name(row), List.of());
    if (row.contains("/") || candidates.isEmpty()) {
      return Optional.empty();
    }
    if (candidates.size() > 1) {
      throw wrong(
          file, "names " + Quoted.of(row) + ", as more than one image is called; add its folder");
    }
    return Optional.of(candidates.get(0));
  }

  private static UserError wrong(Path file, String what) {
    return new UserError("The labels file " + Quoted.of(file.toString()) + " " + what + ".");
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** Number of rows that name no image. */
  public int unused() {
    return unused;
  }

  /** Manifests of the batches that have labels, by key. */
  public Map<String, byte[]> manifests() {
    Map<Batch, Map<String, String>> byBatch = new HashMap<>();
    labelsByKey.forEach(
        (key, label) ->
            byBatch
                .computeIfAbsent(Batch.of(key), batch -> new TreeMap<>())
                .put(Batch.of(key).relative(key), label));
    return byBatch.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().manifestKey(), entry -> csv(entry.getValue())));
  }

  private static byte[] csv(Map<String, String> labels) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, MANIFEST)) {
      for (Map.Entry<String, String> row : labels.entrySet()) {
        printer.printRecord(row.getKey(), row.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write to memory", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
