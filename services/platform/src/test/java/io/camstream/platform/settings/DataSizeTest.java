package io.camstream.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "512B, 512",
    "64KB, 65536",
    "64 kb, 65536",
    "2m, 2097152",
    "1GiB, 1073741824",
    "3TB, 3298534883328"
  })
  void shouldReadSizes(String text, long bytes) {
    assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "big", "-1", "1.5GB", "1PB", "999999999999999T", "KB"})
  void shouldRefuseWhatIsNoSize(String text) {
    assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldShowItselfAsItCanBeRead() {
    assertThat(new DataSize(200L << 20)).hasToString("200MB");
    assertThat(new DataSize(1025)).hasToString("1025");
    assertThat(new DataSize(0)).hasToString("0");
    assertThat(DataSize.parse(new DataSize(3L << 30).toString())).isEqualTo(new DataSize(3L << 30));
  }
}
