package io.camstream.report.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.camstream.report.audit.Findings;
import java.io.UncheckedIOException;
import java.time.Instant;

/** {@code summary.json}: {@link BatchSummary} in snake case, times in ISO 8601, UTF-8. */
public final class SummaryJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private SummaryJson() {}

  /** {@code findings.json}. */
  public static byte[] of(Findings findings) {
    try {
      return MAPPER.writeValueAsBytes(findings);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the findings of a batch", e);
    }
  }

  public static byte[] of(BatchSummary summary) {
    try {
      return MAPPER.writeValueAsBytes(summary);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the summary of batch " + summary.batch(), e);
    }
  }
}
