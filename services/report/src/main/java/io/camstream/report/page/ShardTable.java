package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a shard, column by column. Immutable. */
record ShardTable(int rows, Map<String, ShardColumn> columns) {

  ShardTable {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    for (Map.Entry<String, ShardColumn> column : columns.entrySet()) {
      if (column.getValue().size() != rows) {
        throw new IllegalArgumentException(
            "column %s has %d of %d rows"
                .formatted(column.getKey(), column.getValue().size(), rows));
      }
    }
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("n", rows);
    json.writeObjectFieldStart("columns");
    for (Map.Entry<String, ShardColumn> column : columns.entrySet()) {
      json.writeFieldName(column.getKey());
      column.getValue().write(json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static ShardTable read(JsonNode json) {
    Map<String, ShardColumn> columns = new LinkedHashMap<>();
    json.path("columns")
        .properties()
        .forEach(column -> columns.put(column.getKey(), ShardColumn.read(column.getValue())));
    return new ShardTable(json.path("n").asInt(), columns);
  }

  /** The rows of these indices, in their order. */
  ShardTable rows(int[] indices) {
    Map<String, ShardColumn> chosen = new LinkedHashMap<>();
    columns.forEach((name, column) -> chosen.put(name, column.rows(indices)));
    return new ShardTable(indices.length, chosen);
  }

  /** All rows of all tables; where a table has no such column, its rows have no value in it. */
  static ShardTable concatenated(List<ShardTable> tables) {
    Map<String, ShardColumn> all = new LinkedHashMap<>();
    tables.forEach(table -> table.columns().forEach(all::putIfAbsent));
    all.replaceAll(
        (name, sample) -> {
          ShardColumn column = sample.empty(0);
          for (ShardTable table : tables) {
            ShardColumn part = table.columns().get(name);
            column = column.followedBy(part == null ? sample.empty(table.rows()) : part);
          }
          return column;
        });
    return new ShardTable(tables.stream().mapToInt(ShardTable::rows).sum(), all);
  }

  List<String> texts(String column) {
    return ((ShardColumn.Text) columns.get(column)).values();
  }

  List<String> entries(String column) {
    return ((ShardColumn.Dictionary) columns.get(column)).values();
  }

  double[] numbers(String column) {
    return ((ShardColumn.Numbers) columns.get(column)).values();
  }

  /** The same with a column added or replaced. */
  ShardTable with(String name, ShardColumn column) {
    Map<String, ShardColumn> changed = new LinkedHashMap<>(columns);
    changed.put(name, column);
    return new ShardTable(rows, changed);
  }
}
