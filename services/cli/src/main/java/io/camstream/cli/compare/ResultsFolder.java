package io.camstream.cli.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.cli.run.OutputFolder;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.report.service.ReportKeys;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a run has written: the {@code --out} folder with all its batches, or the folder of one batch
 * below its {@code reports}.
 *
 * @param images by name
 * @param findings sentence of each finding, by batch, rule and class
 */
public record ResultsFolder(
    Path folder, Map<String, ComparedImage> images, Map<String, String> findings) {

  /**
   * Reads the tables and findings.
   *
   * @throws UserError if the folder holds no results of a run
   */
  public static ResultsFolder read(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    ResultsFolder results = new ResultsFolder(folder, new TreeMap<>(), new TreeMap<>());
    try {
      if (Files.isRegularFile(folder.resolve(ReportKeys.RESULTS))) {
        results.add(folder, true);
        return results;
      }
      Path reports = folder.resolve(OutputFolder.REPORTS);
      if (!Files.isDirectory(reports)) {
        throw new UserError(
            Quoted.of(folder.toString())
                + " holds no results: name the --out folder of a run, or a batch's folder below its"
                + " reports.");
      }
      try (Stream<Path> batches = Files.list(reports).sorted()) {
        for (Path batch : batches.filter(Files::isDirectory).toList()) {
          results.add(batch, false);
        }
      }
      return results;
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("The results in " + Quoted.of(folder.toString()) + ": " + e, e);
    }
  }

  private void add(Path report, boolean alone) throws IOException {
    Path table = report.resolve(ReportKeys.RESULTS);
    if (!Files.isRegularFile(table)) {
      return;
    }
    Path reports = report.getParent();
    Path objects = reports == null ? report : reports.resolveSibling("");
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(table);
        CSVParser rows = format.parse(reader)) {
      String border = column(rows, ":border_share");
      String overlay = column(rows, "object:overlay:");
      for (CSVRecord row : rows) {
        ComparedImage image = image(row, alone, border, overlay, objects);
        images.put(image.name(), image);
      }
    }
    Path file = report.resolve(ReportKeys.FINDINGS);
    if (Files.isRegularFile(file)) {
      String batch = alone ? "" : report.getFileName() + " ";
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      for (JsonNode finding : json.path("findings")) {
        String name = finding.path("rule").asText() + " " + finding.path("class_name").asText("");
        findings.put(batch + name, finding.path("sentence").asText());
      }
    }
  }

  /** The first column whose name begins or ends so; empty where there is none. */
  private static String column(CSVParser rows, String part) {
    return rows.getHeaderNames().stream()
        .filter(name -> name.endsWith(part) || name.startsWith(part))
        .findFirst()
        .orElse("");
  }

  private static ComparedImage image(
      CSVRecord row, boolean alone, String border, String overlay, Path objects) {
    String key = text(row, "image");
    String name = key.substring(key.indexOf('/') + 1);
    if (alone) {
      name = name.substring(name.indexOf('/') + 1);
    }
    return new ComparedImage(
        name,
        Optional.of(text(row, "label")).filter(label -> !label.isEmpty()),
        text(row, "predicted_class"),
        number(row, "confidence"),
        number(row, border),
        number(row, "audit:hot_outside"),
        file(row, overlay, objects),
        file(row, "object:maps", objects));
  }

  private static String text(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private static double number(CSVRecord row, String column) {
    try {
      return Double.parseDouble(text(row, column));
    } catch (NumberFormatException e) {
      return Double.NaN; // Not known of this image.
    }
  }

  /** The object {@code explanations/…} of a row as a file; a key that leads elsewhere is none. */
  private static Optional<Path> file(CSVRecord row, String column, Path objects) {
    String key = text(row, column);
    int slash = key.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      Path root = objects.resolve(OutputFolder.EXPLANATIONS);
      Path file = root.resolve(key.substring(slash + 1)).normalize();
      return file.startsWith(root) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
