package io.camstream.report.topology;

import io.camstream.platform.kafka.BatchTombstone;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ReportRow;
import java.time.Instant;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Converts a record of a topic to an event. A tombstone with the headers of a {@link
 * BatchTombstone} removes its image; one without them is ignored.
 */
final class EventReader<V> implements FixedKeyProcessor<String, V, ReportRow> {

  private final ValueMapper<V, ReportRow> toEvent;
  private FixedKeyProcessorContext<String, ReportRow> context;

  EventReader(ValueMapper<V, ReportRow> toEvent) {
    this.toEvent = toEvent;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, ReportRow> newContext) {
    context = newContext;
  }

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    if (record.value() != null) {
      context.forward(record.withValue(toEvent.apply(record.value())));
    } else if (record.key() != null) {
      BatchTombstone.of(record.headers())
          .ifPresent(
              forgotten -> context.forward(record.withValue(event(record.key(), forgotten))));
    }
  }

  private static ReportRow event(String image, BatchTombstone forgotten) {
    ImageReference reference =
        ImageReference.newBuilder()
            .setBucket(ImageKey.bucket(image))
            .setKey(ImageKey.objectKey(image))
            .setEtag("")
            .setSize(0)
            .setLastModified(Instant.EPOCH)
            .setDiscoveredAt(forgotten.until())
            .setBatch(forgotten.batch())
            .setSource(DiscoverySource.UNKNOWN)
            .build();
    return new ReportRow(reference, null, null, forgotten.until());
  }
}
