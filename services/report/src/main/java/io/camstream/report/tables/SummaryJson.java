package io.camstream.report.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.camstream.report.audit.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.OptionalLong;

/** {@code summary.json}: {@link BatchSummary} in snake case, times in ISO 8601, UTF-8. */
public final class SummaryJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final String LINEAGE = "lineage";
  private static final String REVISION = "revision";

  private SummaryJson() {}

  /** {@code findings.json}. */
  public static byte[] of(Findings findings) {
    try {
      return MAPPER.writeValueAsBytes(findings);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the findings of a batch", e);
    }
  }

  /** The revision of a summary; empty where it is of another lineage, or none. */
  public static OptionalLong revision(byte[] summary, String lineage) {
    try {
      JsonNode json = MAPPER.readTree(summary);
      return json.path(LINEAGE).asText().equals(lineage) && json.path(REVISION).isIntegralNumber()
          ? OptionalLong.of(json.path(REVISION).asLong())
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * @param lineage which history the revision belongs to
   * @param revision until which changes are counted
   */
  public static byte[] of(BatchSummary summary, String lineage, long revision) {
    try {
      ObjectNode json = MAPPER.valueToTree(summary);
      json.put(LINEAGE, lineage).put(REVISION, revision);
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the summary of batch " + summary.batch(), e);
    }
  }
}
