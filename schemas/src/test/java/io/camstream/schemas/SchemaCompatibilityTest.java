package io.camstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BACKWARD_TRANSITIVE: today's schema reads what every version before it wrote. The versions are
 * the files below {@code src/test/resources/snapshots}; they are never changed.
 */
class SchemaCompatibilityTest {
  private static final String UPDATE =
      "mvn test -pl schemas -Dtest=SchemaCompatibilityTest -Dcamstream.schemas.snapshot=true";

  static Stream<Class<? extends SpecificRecord>> records() {
    return Records.all();
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldReadWhatEveryEarlierVersionWrote(Class<? extends SpecificRecord> type)
      throws IOException {
    for (Schema earlier : SchemaSnapshots.of(type).versions()) {
      SchemaCompatibilityResult result = check(Records.schema(type), earlier);

      assertThat(result.getCompatibility())
          .as(() -> result.getIncompatibilities().toString())
          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldKeepASnapshotOfEveryVersion(Class<? extends SpecificRecord> type) throws IOException {
    SchemaSnapshots snapshots = SchemaSnapshots.of(type);
    Schema current = Records.schema(type);
    if (Boolean.getBoolean("camstream.schemas.snapshot") && !snapshots.newestIs(current)) {
      snapshots.writeNext(current);
      snapshots = SchemaSnapshots.of(type);
    }

    assertThat(snapshots.newestIs(current))
        .as("%s has changed. Keep the new version with: %s", type.getSimpleName(), UPDATE)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldGiveEveryEnumADefaultSoThatOldReadersSurviveNewSymbols(
      Class<? extends SpecificRecord> type) {
    assertThat(Records.enums(Records.schema(type)))
        .allSatisfy(symbols -> assertThat(symbols.getEnumDefault()).isNotNull());
  }

  @Test
  void shouldNoticeAFieldWithoutDefault() {
    Schema earlier = Records.schema(DiscoveredObject.class);
    Schema current =
        SchemaBuilder.record(earlier.getFullName())
            .fields()
            .requiredString("bucket")
            .requiredString("added")
            .endRecord();

    assertThat(check(current, earlier).getCompatibility())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static SchemaCompatibilityResult check(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
  }
}
