package io.camstream.report.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One change of one batch: the key of the report's index of changes.
 *
 * <p>As bytes: length of the batch's name (4 bytes, big-endian), its name, the revision (8 bytes,
 * big-endian). The changes of a batch are one contiguous range, in their order.
 *
 * @param revision of the batch, 0 or more
 */
public record ChangeKey(String batch, long revision) {

  public static Serde<ChangeKey> serde() {
    return Serdes.serdeFrom(
        (topic, key) -> key == null ? null : key.toBytes(),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private byte[] toBytes() {
    byte[] name = batch.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + name.length + Long.BYTES)
        .putInt(name.length)
        .put(name)
        .putLong(revision)
        .array();
  }

  private static ChangeKey fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = bytes.length - Integer.BYTES - Long.BYTES;
    if (length < 0 || buffer.getInt() != length) {
      throw new SerializationException("not a change's key: " + bytes.length + " bytes");
    }
    return new ChangeKey(
        new String(bytes, Integer.BYTES, length, StandardCharsets.UTF_8),
        buffer.getLong(Integer.BYTES + length));
  }
}
