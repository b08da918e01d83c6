package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * What the audit has found, as the page shows it.
 *
 * @param conclusion the result in one sentence
 * @param findings most serious first
 */
public record PageFindings(String conclusion, List<Item> findings) {

  public PageFindings {
    findings = List.copyOf(findings);
  }

  /**
   * One finding.
   *
   * @param id the same as long as the finding is about the same
   * @param level such as {@code look-here}
   * @param count images concerned
   * @param images keys ({@code bucket/key}) of some of them
   */
  public record Item(
      String id, String level, String sentence, String criterion, long count, List<String> images) {

    public Item {
      images = List.copyOf(images);
    }
  }

  ReportScript script() {
    return ReportScript.of("findings", "findings", "", this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("conclusion", conclusion);
    json.writeArrayFieldStart("findings");
    for (Item item : findings) {
      json.writeStartObject();
      json.writeStringField("id", item.id());
      json.writeStringField("level", item.level());
      json.writeStringField("text", item.sentence());
      json.writeStringField("rule", item.criterion());
      json.writeNumberField("images", item.count());
      json.writeArrayFieldStart("keys");
      for (String key : item.images()) {
        json.writeString(key);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
