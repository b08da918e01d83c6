package io.camstream.report.service;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Keys of a batch's files in the reports bucket: {@code <folder>/<file>}. */
public final class ReportKeys {

  public static final String PAGE = "index.html";
  public static final String RESULTS = "results.csv";
  public static final String FAILURES = "failures.csv";
  public static final String SUMMARY = "summary.json";
  public static final String FINDINGS = "findings.json";

  // File systems limit names to 255 bytes.
  private static final int LONGEST = 200;
  private static final int KEPT = 160;

  /** The tables of a batch, in the order in which they are written. */
  public static final List<String> TABLES = List.of(RESULTS, FAILURES, FINDINGS, SUMMARY);

  private ReportKeys() {}

  public static String of(String batch, String file) {
    return folder(batch) + "/" + file;
  }

  /**
   * The folder of a batch: its name, escaped where necessary. Slashes, backslashes, control
   * characters and per cent signs become {@code %XX}, and so do the dots of {@code .} and {@code
   * ..}; a name that is too long is truncated and ends in a hash. Different batches have different
   * folders, and none escapes from the bucket.
   */
  public static String folder(String batch) {
    if (batch.isEmpty()) {
      return "%";
    }
    if (batch.equals(".") || batch.equals("..")) {
      return batch.replace(".", "%2E");
    }
    StringBuilder folder = new StringBuilder();
    batch.codePoints().forEach(character -> append(folder, character));
    if (folder.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return folder.toString();
    }
    return shortened(folder.toString(), batch);
  }

  private static void append(StringBuilder folder, int character) {
    boolean unsafe =
        character == '/'
            || character == '\\'
            || character == '%'
            || Character.getType(character) == Character.CONTROL;
    if (unsafe) {
      folder.append(String.format(Locale.ROOT, "%%%02X", character));
    } else {
      folder.appendCodePoint(character);
    }
  }

  private static String shortened(String folder, String batch) {
    String hash = Hashing.sha256().hashString(batch, StandardCharsets.UTF_8).toString();
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int character : folder.codePoints().toArray()) {
      String text = Character.toString(character);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > KEPT) {
        break;
      }
      kept.append(text);
    }
    return kept + "%" + hash.substring(0, 16);
  }
}
