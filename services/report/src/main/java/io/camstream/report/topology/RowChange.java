package io.camstream.report.topology;

import io.camstream.schemas.ReportRow;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What a change means to those who show results. As text: one character, then the image key.
 *
 * @param imageKey bucket and key of the image, as {@code bucket/key}
 */
public record RowChange(Kind kind, String imageKey) {

  /** What has become of the row. */
  public enum Kind {
    /** It has its first result. */
    ADDED('+'),
    /** It had a result, and has another one now. */
    REPLACED('='),
    /** It had a result, and has none now. */
    REMOVED('-');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }
  }

  /** The change of a row; empty where it had no result and has none now. */
  public static Optional<RowChange> of(
      String imageKey, Optional<ReportRow> before, Optional<ReportRow> after) {
    boolean had = before.isPresent() && RowState.of(before.get()) != RowState.PENDING;
    boolean has = after.isPresent() && RowState.of(after.get()) != RowState.PENDING;
    if (!had && !has) {
      return Optional.empty();
    }
    Kind kind = !has ? Kind.REMOVED : had ? Kind.REPLACED : Kind.ADDED;
    return Optional.of(new RowChange(kind, imageKey));
  }

  public static Serde<RowChange> serde() {
    Serde<String> text = Serdes.String();
    return Serdes.serdeFrom(
        (topic, change) ->
            change == null
                ? null
                : text.serializer().serialize(topic, change.kind().sign + change.imageKey()),
        (topic, bytes) ->
            bytes == null ? null : parse(text.deserializer().deserialize(topic, bytes)));
  }

  private static RowChange parse(String text) {
    for (Kind kind : Kind.values()) {
      if (!text.isEmpty() && text.charAt(0) == kind.sign) {
        return new RowChange(kind, text.substring(1));
      }
    }
    throw new SerializationException("not a change: " + text.length() + " characters");
  }
}
