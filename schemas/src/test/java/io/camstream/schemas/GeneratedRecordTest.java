package io.camstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated classes read and write what any other Avro program would. */
class GeneratedRecordTest {
  private static final int SAMPLES = 50;
  private static final long SEED = 7;

  static Stream<Class<? extends SpecificRecord>> records() {
    return Records.all();
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldReadAndWriteTheBytesOfOtherWriters(Class<? extends SpecificRecord> type)
      throws IOException {
    Schema plain = Records.schema(type);
    SpecificData data = SpecificData.getForClass(type);
    Schema own = data.getSchema(type);

    for (Object sample : new RandomData(plain, SAMPLES, SEED)) {
      byte[] bytes = write(new GenericDatumWriter<>(plain), sample);
      Object read =
          new SpecificDatumReader<>(plain, own, data)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null));

      assertThat(read).isInstanceOf(type);
      assertThat(write(new SpecificDatumWriter<>(own, data), read)).isEqualTo(bytes);
      assertOnlyJavaStrings(((SpecificRecord) read));
    }
  }

  private static void assertOnlyJavaStrings(SpecificRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof CharSequence) {
        assertThat(value).as(field.name()).isInstanceOf(String.class);
      } else if (value instanceof SpecificRecord inner) {
        assertOnlyJavaStrings(inner);
      } else if (value instanceof Iterable<?> elements) {
        assertThat(elements)
            .as(field.name())
            .allSatisfy(
                element -> {
                  if (element instanceof SpecificRecord inner) {
                    assertOnlyJavaStrings(inner);
                  } else if (element instanceof CharSequence) {
                    assertThat(element).isInstanceOf(String.class);
                  }
                });
      }
    }
  }

  private static byte[] write(GenericDatumWriter<Object> writer, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    writer.write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
