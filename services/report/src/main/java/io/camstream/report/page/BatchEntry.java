package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A batch in the list of all batches.
 *
 * @param folder of its report
 */
public record BatchEntry(String batch, String folder, long explained, long failed, long pending) {

  /** Writes one file of the list. */
  public static void write(PageFiles files, int part, List<BatchEntry> entries) {
    String name = String.format(Locale.ROOT, "%03d", part);
    String json =
        ReportScript.json(
            out -> {
              out.writeStartArray();
              for (BatchEntry entry : entries) {
                entry.write(out);
              }
              out.writeEndArray();
            });
    files.put(
        "batches/" + name + ".js",
        ("camstream.batches(\"" + name + "\"," + json + ");\n").getBytes(StandardCharsets.UTF_8),
        ReportScript.CONTENT_TYPE);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("batch", batch);
    json.writeStringField("folder", folder);
    json.writeNumberField("explained", explained);
    json.writeNumberField("failed", failed);
    json.writeNumberField("pending", pending);
    json.writeEndObject();
  }
}
