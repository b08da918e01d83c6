package io.camstream.report.service;

import io.camstream.report.topology.ChangeKey;
import io.camstream.report.topology.ReportTopology;
import io.camstream.report.topology.RowChange;
import io.camstream.report.topology.RowKey;
import io.camstream.schemas.BatchProgress;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ImageMaps;
import io.camstream.schemas.ReportRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The tables over the topology's state stores, and as thread-safe as these. Each call looks its
 * state store up again, since partitions come and go.
 */
public record StateStoreTables(
    Supplier<ReadOnlyKeyValueStore<RowKey, ReportRow>> rowStore,
    Supplier<ReadOnlyKeyValueStore<RowKey, ImageMaps>> mapStore,
    Supplier<ReadOnlyKeyValueStore<String, BatchProgress>> batchStore,
    Supplier<ReadOnlyKeyValueStore<ChangeKey, RowChange>> changeStore)
    implements ReportTables {

  /** The state stores of a client that runs a {@link ReportTopology}. */
  static StateStoreTables of(KafkaStreams streams) {
    return new StateStoreTables(
        stateStore(streams, ReportTopology.ROWS),
        stateStore(streams, ReportTopology.MAPS),
        stateStore(streams, ReportTopology.BATCHES),
        stateStore(streams, ReportTopology.CHANGES));
  }

  private static <K, V> Supplier<ReadOnlyKeyValueStore<K, V>> stateStore(
      KafkaStreams streams, String name) {
    return () ->
        streams.store(
            StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, V>keyValueStore()));
  }

  @Override
  public Map<String, BatchProgress> batches() {
    Map<String, BatchProgress> batches = new HashMap<>();
    try (KeyValueIterator<String, BatchProgress> all = batchStore.get().all()) {
      all.forEachRemaining(entry -> batches.put(entry.key, entry.value));
    }
    return batches;
  }

  @Override
  public void forEachRow(String batch, BiConsumer<RowKey, ReportRow> action) {
    try (KeyValueIterator<RowKey, ReportRow> rows =
        rowStore.get().prefixScan(batch, RowKey.batchPrefix())) {
      while (rows.hasNext()) {
        KeyValue<RowKey, ReportRow> row = rows.next();
        action.accept(row.key, row.value);
      }
    }
  }

  @Override
  public void forEachChange(String batch, long after, ChangeAction action) {
    ChangeKey from = new ChangeKey(batch, after + 1);
    try (KeyValueIterator<ChangeKey, RowChange> changes =
        changeStore.get().range(from, new ChangeKey(batch, Long.MAX_VALUE))) {
      while (changes.hasNext()) {
        KeyValue<ChangeKey, RowChange> change = changes.next();
        if (!action.accept(change.key.revision(), change.value)) {
          return;
        }
      }
    }
  }

  @Override
  public Optional<ReportRow> row(RowKey key) {
    return Optional.ofNullable(rowStore.get().get(key));
  }

  @Override
  public List<ClassActivationMap> maps(RowKey key) {
    ImageMaps maps = mapStore.get().get(key);
    return maps == null ? List.of() : maps.getMaps();
  }
}
