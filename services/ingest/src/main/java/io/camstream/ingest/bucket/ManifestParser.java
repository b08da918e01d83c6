package io.camstream.ingest.bucket;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads {@code manifest.csv}: UTF-8, a header with at least the columns {@code file} and {@code
 * label}, separated by commas or semicolons. Each line is read by itself, so that a stray quote
 * spoils one line and not the rest of the table; a value can't contain a line break.
 */
public final class ManifestParser {
  /** Longer names of files can't be object keys. */
  private static final int MAX_FILE = 1024;

  private static final int MAX_LABEL = 256;

  private final Map<String, String> labels = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int badLines;
  private CSVFormat format;
  private int fileColumn = -1;
  private int labelColumn = -1;

  private ManifestParser() {}

  /**
   * What was read.
   *
   * @param labels by file
   * @param badLines number of lines that were left out
   * @param problems of the first bad lines, for people; with line numbers, without their text
   */
  public record Result(Map<String, String> labels, int badLines, List<String> problems) {}

  /** Reads what can be read; lines that can not are counted and described. */
  public static Result parse(byte[] content) {
    ManifestParser parser = new ManifestParser();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        parser.take(number, line);
        if (parser.hasNoHeader()) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read from memory", e);
    }
    return new Result(parser.labels, parser.badLines, List.copyOf(parser.problems));
  }

  private boolean hasNoHeader() {
    return format != null && (fileColumn < 0 || labelColumn < 0);
  }

  private void take(int number, String line) {
    if (line.isBlank()) {
      return;
    } else if (format == null) {
      readHeader(number, line.startsWith("\ufeff") ? line.substring(1) : line);
    } else {
      readRow(number, line);
    }
  }

  private void readHeader(int number, String line) {
    boolean semicolons = line.indexOf(';') >= 0 && line.indexOf(',') < 0;
    format = CSVFormat.DEFAULT.builder().setDelimiter(semicolons ? ';' : ',').setTrim(true).get();
    List<String> names =
        parseLine(line)
            .map(record -> record.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList())
            .orElse(List.of());
    fileColumn = names.indexOf("file");
    labelColumn = names.indexOf("label");
    if (hasNoHeader()) {
      report(number, "the header has no columns 'file' and 'label'");
    }
  }

  private void readRow(int number, String line) {
    CSVRecord record = parseLine(line).orElse(null);
    if (record == null || record.size() <= Math.max(fileColumn, labelColumn)) {
      report(number, "it can't be read as a row with a file and a label");
      return;
    }
    String file = record.get(fileColumn);
    String label = record.get(labelColumn);
    if (file.isEmpty() || file.length() > MAX_FILE || label.length() > MAX_LABEL) {
      report(number, "the file or the label is empty or too long");
    } else if (file.indexOf('\ufffd') >= 0 || label.indexOf('\ufffd') >= 0) {
      report(number, "it is not UTF-8");
    } else if (!label.isEmpty()) {
      String before = labels.putIfAbsent(file.startsWith("./") ? file.substring(2) : file, label);
      if (before != null && !before.equals(label)) {
        report(number, "an earlier line gives the file another label");
      }
    }
  }

  private Optional<CSVRecord> parseLine(String line) {
    try (CSVParser parser = CSVParser.parse(new StringReader(line), format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      // A stray quote: whoever asks reports the line.
      return Optional.empty();
    }
  }

  private void report(int number, String problem) {
    badLines++;
    if (problems.size() < 5) {
      problems.add("line " + number + ": " + problem);
    }
  }
}
