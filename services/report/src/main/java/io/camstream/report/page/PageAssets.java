package io.camstream.report.page;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The page itself: {@code index.html}, the same for every batch, and the script and the style sheet
 * that it names. These are built from {@code src/main/web}; their names contain their hash.
 */
public final class PageAssets {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final int HASH_CHARACTERS = 12;

  private final byte[] script = resource("app.js");
  private final byte[] style = resource("app.css");
  private final String scriptName = "app-" + hash(script) + ".js";
  private final String styleName = "app-" + hash(style) + ".css";

  /** Writes the page into a report's folder, unless it is there. */
  public void install(PageFiles files) {
    install(files, html(""));
  }

  /**
   * Writes the page that lists all batches into the folder above the reports.
   *
   * @param parts files that the list is spread over
   */
  public void installList(PageFiles files, int parts) {
    install(files, html("<meta name=\"camstream-batches\" content=\"" + parts + "\">\n"));
  }

  private void install(PageFiles files, byte[] html) {
    Optional<byte[]> known = files.get("index.html");
    if (known.isPresent() && java.util.Arrays.equals(known.get(), html)) {
      return;
    }
    files.put(scriptName, script, ReportScript.CONTENT_TYPE);
    files.put(styleName, style, CSS);
    files.put("index.html", html, HTML);
  }

  private byte[] html(String meta) {
    return new String(resource("index.html"), StandardCharsets.UTF_8)
        .replace("${script}", scriptName)
        .replace("${style}", styleName)
        .replace("<meta name=\"viewport\"", meta + "<meta name=\"viewport\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString().substring(0, HASH_CHARACTERS);
  }

  private static byte[] resource(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be read", e);
    }
  }
}
