package io.camstream.report.topology;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ImageMaps;
import io.camstream.schemas.ReportRow;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of the report, which maintains a row for each image of each batch:
 *
 * <pre>
 * images       ─┐
 * explanations ─┼─> keyed by batch ─> one task a batch ─> rows, maps, progress, changes (changelogged)
 * failures     ─┘
 * </pre>
 *
 * <p>It has no output topic: reports are written from its state stores.
 */
public final class ReportTopology {

  /** State store of {@link RowKey} to {@link ReportRow}, with maps but not their values. */
  public static final String ROWS = "rows";

  /** State store of {@link RowKey} to {@link ImageMaps}, the values of the maps. */
  public static final String MAPS = "maps";

  /** State store of a batch's name to {@link BatchProgress}. */
  public static final String BATCHES = "batches";

  /** Store of {@link ChangeKey} to {@link RowChange}: which rows have changed since a revision. */
  public static final String CHANGES = "changes";

  private final Topics topics;
  private final AvroSerdes serdes;
  private final int partitions;

  /**
   * @param partitions of the internal topic that is keyed by batch: the largest number of tasks
   *     that can share the batches. It can't be changed later
   */
  public ReportTopology(Topics topics, AvroSerdes serdes, int partitions) {
    this.topics = topics;
    this.serdes = serdes;
    this.partitions = partitions;
  }

  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, ReportRow> events =
        read(builder, topics.images(), reference -> new ReportRow(reference, null, null, null))
            .merge(
                read(
                    builder,
                    topics.explanations(),
                    explanation ->
                        new ReportRow(explanation.getReference(), explanation, null, null)))
            .merge(
                read(
                    builder,
                    topics.failures(),
                    failure -> new ReportRow(failure.getReference(), null, failure, null)));
    events
        .selectKey((image, event) -> event.getReference().getBatch(), Named.as("key-by-batch"))
        .repartition(
            Repartitioned.<String, ReportRow>as("events")
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.storeSerde(ReportRow.class))
                .withNumberOfPartitions(partitions))
        .process(keeper(), Named.as("keep-rows"));
    return builder.build();
  }

  private <V extends SpecificRecord> KStream<String, ReportRow> read(
      StreamsBuilder builder, Topic<V> topic, ValueMapper<V, ReportRow> toEvent) {
    return builder.stream(topic.name(), Consumed.with(Serdes.String(), serdes.valueSerde(topic)))
        .processValues(() -> new EventReader<>(toEvent));
  }

  private ProcessorSupplier<String, ReportRow, Void, Void> keeper() {
    Set<StoreBuilder<?>> stores =
        Set.of(
            store(ROWS, RowKey.serde(), serdes.storeSerde(ReportRow.class)),
            store(MAPS, RowKey.serde(), serdes.storeSerde(ImageMaps.class)),
            store(BATCHES, Serdes.String(), serdes.storeSerde(BatchProgress.class)),
            store(CHANGES, ChangeKey.serde(), RowChange.serde()));
    return new ProcessorSupplier<>() {
      @Override
      public RowKeeper get() {
        return new RowKeeper();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }

  private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }
}
