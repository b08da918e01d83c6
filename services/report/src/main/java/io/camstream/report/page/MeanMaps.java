package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sums of the maps of the predicted class, by map and class, each map after ReLU and scaled to its
 * strongest place. Not thread-safe.
 */
final class MeanMaps {

  /** Most classes of a shard that have a sum: those with the most images. */
  private static final int CLASSES = 50;

  private record Key(int map, String className, int height, int width) {}

  private static final class Sum {
    long images;
    double[] values;
  }

  private final Map<Key, Sum> sums = new LinkedHashMap<>();

  void add(int map, String className, int height, int width, List<Float> values, float peak) {
    Sum sum = sum(new Key(map, className, height, width));
    sum.images++;
    for (int i = 0; i < sum.values.length; i++) {
      sum.values[i] += Math.max(0, values.get(i)) / peak;
    }
  }

  private Sum sum(Key key) {
    return sums.computeIfAbsent(
        key,
        added -> {
          Sum sum = new Sum();
          sum.values = new double[added.height() * added.width()];
          return sum;
        });
  }

  void addAll(JsonNode json) {
    for (JsonNode entry : json) {
      Key key =
          new Key(
              entry.path("m").asInt(),
              entry.path("c").asText(),
              entry.path("h").asInt(),
              entry.path("w").asInt());
      Sum sum = sum(key);
      sum.images += entry.path("n").asLong();
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(entry.path("v").asText()))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < sum.values.length && bytes.remaining() >= Float.BYTES; i++) {
        sum.values[i] += bytes.getFloat();
      }
    }
  }

  ReportScript script(String salt) {
    return ReportScript.of("means", "means", salt, this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    Set<String> kept = mostFrequent();
    json.writeStartArray();
    for (Map.Entry<Key, Sum> entry : sums.entrySet()) {
      Key key = entry.getKey();
      if (kept.contains(key.className())) {
        json.writeStartObject();
        json.writeNumberField("m", key.map());
        json.writeStringField("c", key.className());
        json.writeNumberField("n", entry.getValue().images);
        json.writeNumberField("h", key.height());
        json.writeNumberField("w", key.width());
        json.writeStringField("v", base64(entry.getValue().values));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private Set<String> mostFrequent() {
    Map<String, Long> images =
        sums.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().className(),
                    Collectors.summingLong(entry -> entry.getValue().images)));
    return images.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(CLASSES)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String base64(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
