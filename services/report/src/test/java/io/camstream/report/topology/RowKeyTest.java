package io.camstream.report.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class RowKeyTest {

  private final Serde<RowKey> serde = RowKey.serde();

  @Test
  void shouldGiveBackWhatItWrote() {
    for (String batch : List.of("", "plates", "ümläut 🔬", "a\0b", "x/y")) {
      RowKey key = new RowKey(batch, "images/" + batch + "/cell\u202e.png");

      assertThat(read(write(key))).isEqualTo(key);
    }
  }

  @Test
  void shouldBeginWithThePrefixOfItsOwnBatchOnly() {
    byte[] key = write(new RowKey("plate", "images/plate/1.png"));

    assertThat(key).startsWith(prefix("plate"));
    for (String other : List.of("", "plat", "plate\0", "plates", "plateimages/plate/1.png")) {
      byte[] prefix = prefix(other);
      assertThat(Arrays.copyOf(key, Math.min(key.length, prefix.length))).isNotEqualTo(prefix);
    }
  }

  @Test
  void shouldRefuseBytesThatAreNoKey() {
    for (byte[] bytes :
        List.of(new byte[0], new byte[3], new byte[] {0, 0, 0, 9, 'a'}, new byte[] {-1, 0, 0, 0})) {
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(SerializationException.class);
    }
  }

  private byte[] write(RowKey key) {
    return serde.serializer().serialize("topic", key);
  }

  private RowKey read(byte[] bytes) {
    return serde.deserializer().deserialize("topic", bytes);
  }

  private static byte[] prefix(String batch) {
    return RowKey.batchPrefix().serialize("topic", batch);
  }
}
