package io.camstream.platform.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** The schema of a generated class as it stands in the registry. */
final class RegisteredSchema {
  private RegisteredSchema() {}

  /** Without {@code avro.java.string}, which says nothing to readers in other languages. */
  static AvroSchema of(Class<?> type) {
    String json = SpecificData.getForClass(type).getSchema(type).toString();
    String plain =
        json.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    return new AvroSchema(plain, List.of(), Map.of(), null);
  }
}
