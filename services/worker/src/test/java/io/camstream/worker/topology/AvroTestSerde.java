package io.camstream.worker.topology;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Avro without a registry, in Avro's own single-object encoding. */
final class AvroTestSerde {

  private AvroTestSerde() {}

  static TopologySerdes all() {
    return new TopologySerdes(
        of(ImageReference.class), of(Explanation.class), of(Failure.class), of(PendingImage.class));
  }

  static <V extends SpecificRecord> Serde<V> of(Class<V> type) {
    SpecificData data = SpecificData.getForClass(type);
    var schema = data.getSchema(type);
    var encoder = new BinaryMessageEncoder<V>(data, schema);
    var decoder = new BinaryMessageDecoder<V>(data, schema);
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : encode(encoder, value),
        (topic, bytes) -> bytes == null ? null : decode(decoder, bytes));
  }

  private static <V> byte[] encode(BinaryMessageEncoder<V> encoder, V value) {
    try {
      return encoder.encode(value).array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <V> V decode(BinaryMessageDecoder<V> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("no such record", e);
    }
  }
}
