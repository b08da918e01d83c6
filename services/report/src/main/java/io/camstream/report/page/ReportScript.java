package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A file of a report: a classic script that hands its content to the page, {@code
 * camstream.<kind>("<name>", <JSON>);}. Its name contains the hash of its content, so it is never
 * written twice with different bytes.
 *
 * @param name without folder and {@code .js}
 */
@SuppressWarnings("ArrayRecordComponent") // A hand-over of bytes, never compared.
public record ReportScript(String name, byte[] bytes) {

  static final String CONTENT_TYPE = "text/javascript; charset=utf-8";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int HASH_CHARACTERS = 20;

  /** Writes the JSON content of a file. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * @param kind what the page takes it for
   * @param prefix of its name
   * @param salt goes into the hash: the same content of another origin has another name
   */
  static ReportScript of(String kind, String prefix, String salt, Content content) {
    return of(kind, prefix, salt, json(content));
  }

  static ReportScript of(String kind, String prefix, String salt, String json) {
    String hash =
        Hashing.sha256()
            .newHasher()
            .putString(salt + "\0", StandardCharsets.UTF_8)
            .putString(json, StandardCharsets.UTF_8)
            .hash()
            .toString()
            .substring(0, HASH_CHARACTERS);
    String name = prefix + "-" + hash;
    return new ReportScript(name, text(kind, name, json));
  }

  private static byte[] text(String kind, String name, String json) {
    return ("camstream." + kind + "(\"" + name + "\"," + json + ");\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** JSON in which no text can end a script or change how its source is read. */
  static String json(Content content) {
    StringWriter out = new StringWriter();
    write(content, out);
    return out.toString();
  }

  private static void write(Content content, Writer out) {
    try (JsonGenerator json = DataIsland.generator(out)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer can't fail", e);
    }
  }

  /**
   * The content of a file that {@link #of} made.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonNode content(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int from = Math.min(indexOrEnd(text, '{'), indexOrEnd(text, '['));
    int to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
    if (!text.startsWith("camstream.") || from > to) {
      throw new IllegalArgumentException("not a file of a report");
    }
    try {
      return MAPPER.readTree(text.substring(from, to + 1));
    } catch (IOException e) {
      throw new IllegalArgumentException("a damaged file of a report", e);
    }
  }

  private static int indexOrEnd(String text, char character) {
    int index = text.indexOf(character);
    return index < 0 ? text.length() : index;
  }
}
