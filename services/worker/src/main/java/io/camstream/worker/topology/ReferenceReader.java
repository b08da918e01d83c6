package io.camstream.worker.topology;

import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Deserializes the records of the images topic in the processor instead of the source, so that a
 * malformed record becomes a failure record and neither stops the worker nor disappears.
 */
final class ReferenceReader {

  private final Deserializer<ImageReference> references;
  private final Clock clock;

  ReferenceReader(Deserializer<ImageReference> references, Clock clock) {
    this.references = references;
    this.clock = clock;
  }

  /**
   * The image of a record, with no attempt.
   *
   * @throws SerializationException if the record is not an image reference
   */
  PendingImage read(Record<String, byte[]> record, RecordMetadata origin) {
    ImageReference reference =
        references.deserialize(origin.topic(), record.headers(), record.value());
    if (reference == null) {
      throw new SerializationException("it has no value");
    }
    return PendingImage.newBuilder()
        .setReference(reference)
        .setAttempts(0)
        .setBufferedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .setHeaders(SourceHeaders.keep(record.headers()))
        .build();
  }

  /** A reference with the fields that the record's key contains, for a value that can't be read. */
  static ImageReference fromKey(Record<String, byte[]> record) {
    String key = record.key() == null ? "" : record.key();
    int slash = key.indexOf('/');
    return ImageReference.newBuilder()
        .setBucket(key.substring(0, Math.max(0, slash)))
        .setKey(key.substring(slash + 1))
        .setEtag("")
        .setSize(0)
        .setLastModified(Instant.EPOCH)
        .setDiscoveredAt(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
        .setBatch("default")
        .setSource(DiscoverySource.UNKNOWN)
        .build();
  }
}
