package io.camstream.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers of a tombstone that a batch's reset writes: all versions of the image that were
 * discovered up to an instant are removed.
 *
 * @param batch name of the image's batch
 * @param until time of discovery of the newest version that is removed, to the millisecond
 */
public record BatchTombstone(String batch, Instant until) {
  private static final String BATCH = "camstream-forgotten-batch";
  private static final String UNTIL = "camstream-forgotten-until";

  /** Reads what {@link #addTo} wrote; empty if one of the headers is missing or malformed. */
  public static Optional<BatchTombstone> of(Headers headers) {
    Optional<String> batch = text(headers.lastHeader(BATCH));
    Optional<Instant> until = text(headers.lastHeader(UNTIL)).flatMap(BatchTombstone::instant);
    return batch.flatMap(name -> until.map(time -> new BatchTombstone(name, time)));
  }

  public void addTo(Headers headers) {
    headers.add(BATCH, batch.getBytes(StandardCharsets.UTF_8));
    String millis = Long.toString(until.toEpochMilli());
    headers.add(UNTIL, millis.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> text(Header header) {
    return Optional.ofNullable(header)
        .map(Header::value)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<Instant> instant(String millis) {
    return millis.matches("\\d{1,15}")
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
        : Optional.empty();
  }
}
