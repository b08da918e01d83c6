package io.camstream.schemas;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The records that are written somewhere, and are therefore read by later versions. */
final class Records {
  private Records() {}

  static Stream<Class<? extends SpecificRecord>> all() {
    return Stream.concat(onTopics(), inStores());
  }

  static Stream<Class<? extends SpecificRecord>> onTopics() {
    return Stream.of(
        ImageReference.class,
        Explanation.class,
        Failure.class,
        DiscoveredObject.class,
        BatchFindings.class);
  }

  /** In the changelogs of state stores, which only the service that wrote them reads. */
  static Stream<Class<? extends SpecificRecord>> inStores() {
    return Stream.of(PendingImage.class, ReportRow.class, ImageMaps.class, BatchProgress.class);
  }

  /** As it stands in the registry: without what only Java needs. */
  static Schema schema(Class<? extends SpecificRecord> type) {
    String json = SpecificData.get().getSchema(type).toString();
    return new Schema.Parser()
        .parse(json.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
  }

  static List<Schema> enums(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> List.of(schema);
      case RECORD -> schema.getFields().stream().flatMap(f -> enums(f.schema()).stream()).toList();
      case ARRAY -> enums(schema.getElementType());
      case MAP -> enums(schema.getValueType());
      case UNION -> schema.getTypes().stream().flatMap(type -> enums(type).stream()).toList();
      default -> List.of();
    };
  }
}
