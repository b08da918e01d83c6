package io.camstream.report.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * One image of one batch: the key of the report's state stores.
 *
 * <p>As bytes: length of the batch's name (4 bytes, big-endian), its name, the image key. The
 * length prefix makes each batch one contiguous range, disjoint from all other batches.
 *
 * @param batch name of the batch; untrusted text from an object key
 * @param imageKey bucket and key of the image, as {@code bucket/key}
 */
public record RowKey(String batch, String imageKey) {

  /** Serializer of a batch's name to the common prefix of its row keys. */
  public static Serializer<String> batchPrefix() {
    return (topic, batch) -> prefix(batch, 0).array();
  }

  public static Serde<RowKey> serde() {
    return Serdes.serdeFrom(
        (topic, key) -> key == null ? null : key.toBytes(),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private byte[] toBytes() {
    byte[] image = imageKey.getBytes(StandardCharsets.UTF_8);
    return prefix(batch, image.length).put(image).array();
  }

  private static ByteBuffer prefix(String batch, int more) {
    byte[] name = batch.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + name.length + more).putInt(name.length).put(name);
  }

  private static RowKey fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = bytes.length < Integer.BYTES ? -1 : buffer.getInt();
    if (length < 0 || length > buffer.remaining()) {
      throw new SerializationException(
          "not a row's key: " + bytes.length + " bytes that name a batch of " + length);
    }
    int image = Integer.BYTES + length;
    return new RowKey(
        new String(bytes, Integer.BYTES, length, StandardCharsets.UTF_8),
        new String(bytes, image, bytes.length - image, StandardCharsets.UTF_8));
  }
}
