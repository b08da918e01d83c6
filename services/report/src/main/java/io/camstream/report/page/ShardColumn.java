package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of a {@link ShardTable}, in the encodings of {@code docs/report-format.md}. Immutable.
 */
sealed interface ShardColumn {

  /** Number of rows. */
  int size();

  void write(JsonGenerator json) throws IOException;

  /** The column of the rows of these indices; -1 is a row without value. */
  ShardColumn rows(int[] indices);

  /** This column followed by another one of the same kind. */
  ShardColumn followedBy(ShardColumn next);

  /** A column of the same kind in which no row has a value. */
  ShardColumn empty(int size);

  /**
   * @throws IllegalArgumentException for a column that this version does not know
   */
  static ShardColumn read(JsonNode json) {
    return switch (json.path("t").asText()) {
      case "text" -> Text.readFrom(json);
      case "dict" -> Dictionary.readFrom(json);
      case "num" -> Numbers.readFrom(json);
      default -> throw new IllegalArgumentException("unknown column " + json.path("t"));
    };
  }

  /** Texts that mostly differ: each shares a beginning with the one before. */
  record Text(List<String> values) implements ShardColumn {

    public Text {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      int[] shared = new int[size()];
      int[] lengths = new int[size()];
      StringBuilder suffixes = new StringBuilder();
      String before = "";
      for (int row = 0; row < size(); row++) {
        String value = values.get(row);
        shared[row] = Math.min(commonPrefix(before, value), 0xFFFF);
        lengths[row] = value.length() - shared[row];
        suffixes.append(value, shared[row], value.length());
        before = value;
      }
      boolean small =
          Arrays.stream(shared).allMatch(n -> n < 256)
              && Arrays.stream(lengths).allMatch(n -> n < 256);
      int width = small ? 1 : 2;
      json.writeStartObject();
      json.writeStringField("t", "text");
      json.writeNumberField("w", width);
      json.writeStringField("p", base64(shared, width));
      json.writeStringField("l", base64(lengths, width));
      json.writeStringField("s", suffixes.toString());
      json.writeEndObject();
    }

    // A pair of surrogates stays whole, since a lone one is no text.
    private static int commonPrefix(String one, String other) {
      int most = Math.min(one.length(), other.length());
      int n = 0;
      while (n < most && one.charAt(n) == other.charAt(n)) {
        n++;
      }
      return n > 0 && Character.isHighSurrogate(one.charAt(n - 1)) ? n - 1 : n;
    }

    static Text readFrom(JsonNode json) {
      int width = json.path("w").asInt();
      long[] shared = levels(json.path("p").asText(), width);
      long[] lengths = levels(json.path("l").asText(), width);
      String suffixes = json.path("s").asText();
      List<String> values = new ArrayList<>(shared.length);
      String before = "";
      int at = 0;
      for (int row = 0; row < shared.length; row++) {
        int end = at + (int) lengths[row];
        before = before.substring(0, (int) shared[row]) + suffixes.substring(at, end);
        at = end;
        values.add(before);
      }
      return new Text(values);
    }

    @Override
    public Text rows(int[] indices) {
      return new Text(Arrays.stream(indices).mapToObj(i -> i < 0 ? "" : values.get(i)).toList());
    }

    @Override
    public Text followedBy(ShardColumn next) {
      List<String> all = new ArrayList<>(values);
      all.addAll(((Text) next).values());
      return new Text(all);
    }

    @Override
    public Text empty(int size) {
      return new Text(Collections.nCopies(size, ""));
    }
  }

  /**
   * Texts that repeat.
   *
   * @param values null where a row has none; not modified after this
   */
  record Dictionary(List<String> values) implements ShardColumn {

    public Dictionary {
      values = Collections.unmodifiableList(values);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      Map<String, Integer> ids = new LinkedHashMap<>();
      int[] levels = new int[size()];
      for (int row = 0; row < size(); row++) {
        levels[row] = ids.computeIfAbsent(values.get(row), value -> ids.size());
      }
      int width = ids.size() <= 0x100 ? 1 : ids.size() <= 0x10000 ? 2 : 4;
      json.writeStartObject();
      json.writeStringField("t", "dict");
      json.writeNumberField("w", width);
      json.writeArrayFieldStart("d");
      for (String value : ids.keySet()) {
        json.writeString(value);
      }
      json.writeEndArray();
      json.writeStringField("v", base64(levels, width));
      json.writeEndObject();
    }

    static Dictionary readFrom(JsonNode json) {
      List<String> entries = new ArrayList<>();
      json.path("d").forEach(entry -> entries.add(entry.isNull() ? null : entry.asText()));
      List<String> values = new ArrayList<>();
      for (long level : levels(json.path("v").asText(), json.path("w").asInt())) {
        values.add(entries.get((int) level));
      }
      return new Dictionary(values);
    }

    @Override
    public Dictionary rows(int[] indices) {
      List<String> chosen = new ArrayList<>(indices.length);
      for (int index : indices) {
        chosen.add(index < 0 ? null : values.get(index));
      }
      return new Dictionary(chosen);
    }

    @Override
    public Dictionary followedBy(ShardColumn next) {
      List<String> all = new ArrayList<>(values);
      all.addAll(((Dictionary) next).values());
      return new Dictionary(all);
    }

    @Override
    public Dictionary empty(int size) {
      return new Dictionary(new ArrayList<>(Collections.nCopies(size, null)));
    }
  }

  /** How numbers are quantised. */
  enum Scale {
    /** 0..1 in 65,534 steps. */
    SHARE,
    /** -1..1 in 65,534 steps. */
    CORRELATION,
    /** Whole numbers, exactly. */
    WHOLE,
    /** From the lowest to the highest value of the shard in 65,534 steps. */
    REAL
  }

  /**
   * Numbers.
   *
   * @param values NaN where a row has none; not modified after this
   */
  @SuppressWarnings("ArrayRecordComponent") // Large, and read in this package alone.
  record Numbers(Scale scale, double[] values) implements ShardColumn {

    private static final int STEPS = 65_534;

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
      double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
      double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
      int width = 2;
      double step;
      switch (scale) {
        case SHARE -> {
          low = 0;
          step = 1.0 / STEPS;
        }
        case CORRELATION -> {
          low = -1;
          step = 2.0 / STEPS;
        }
        case REAL -> step = high > low ? (high - low) / STEPS : 1;
        case WHOLE -> {
          step = 1;
          width = high - low < 0xFF ? 1 : high - low < 0xFFFF ? 2 : 4;
        }
        default -> throw new IllegalStateException(scale.name());
      }
      json.writeStartObject();
      json.writeStringField("t", "num");
      json.writeStringField("k", scale.name().toLowerCase(java.util.Locale.ROOT));
      json.writeNumberField("w", width);
      json.writeNumberField("lo", low);
      json.writeNumberField("step", step);
      json.writeStringField("v", base64(quantised(low, step, width), width));
      json.writeEndObject();
    }

    private int[] quantised(double low, double step, int width) {
      long missing = missing(width);
      int[] levels = new int[values.length];
      for (int row = 0; row < levels.length; row++) {
        double level = Math.rint((values[row] - low) / step);
        levels[row] =
            (int)
                (Double.isFinite(level)
                    ? Math.max(0, Math.min(missing - 1, (long) level))
                    : missing);
      }
      return levels;
    }

    static Numbers readFrom(JsonNode json) {
      int width = json.path("w").asInt();
      double low = json.path("lo").asDouble();
      double step = json.path("step").asDouble();
      double[] values =
          Arrays.stream(levels(json.path("v").asText(), width))
              .mapToDouble(level -> level == missing(width) ? Double.NaN : low + step * level)
              .toArray();
      return new Numbers(
          Scale.valueOf(json.path("k").asText().toUpperCase(java.util.Locale.ROOT)), values);
    }

    private static long missing(int width) {
      return (1L << (8 * width)) - 1;
    }

    @Override
    public Numbers rows(int[] indices) {
      return new Numbers(
          scale, Arrays.stream(indices).mapToDouble(i -> i < 0 ? Double.NaN : values[i]).toArray());
    }

    @Override
    public Numbers followedBy(ShardColumn next) {
      double[] others = ((Numbers) next).values();
      double[] all = Arrays.copyOf(values, values.length + others.length);
      System.arraycopy(others, 0, all, values.length, others.length);
      return new Numbers(scale, all);
    }

    @Override
    public Numbers empty(int size) {
      double[] none = new double[size];
      Arrays.fill(none, Double.NaN);
      return new Numbers(scale, none);
    }
  }

  private static String base64(int[] levels, int width) {
    ByteBuffer bytes = ByteBuffer.allocate(levels.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int level : levels) {
      switch (width) {
        case 1 -> bytes.put((byte) level);
        case 2 -> bytes.putShort((short) level);
        default -> bytes.putInt(level);
      }
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static long[] levels(String base64, int width) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    long[] levels = new long[bytes.capacity() / width];
    for (int i = 0; i < levels.length; i++) {
      levels[i] =
          switch (width) {
            case 1 -> Byte.toUnsignedLong(bytes.get());
            case 2 -> Short.toUnsignedLong(bytes.getShort());
            default -> Integer.toUnsignedLong(bytes.getInt());
          };
    }
    return levels;
  }
}
