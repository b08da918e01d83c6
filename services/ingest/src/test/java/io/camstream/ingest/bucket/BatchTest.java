package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {
  @ParameterizedTest
  @CsvSource({
    "a/1.png, a, a/manifest.csv, 1.png",
    "a/b/1.png, a, a/manifest.csv, b/1.png",
    "1.png, default, manifest.csv, 1.png",
    "/1.png, default, /manifest.csv, 1.png",
    "default/1.png, default, default/manifest.csv, 1.png",
    "../1.png, .., ../manifest.csv, 1.png"
  })
  void shouldBeTheFirstFolder(String key, String name, String manifest, String relative) {
    Batch batch = Batch.of(key);

    assertThat(batch.name()).isEqualTo(name);
    assertThat(batch.manifestKey()).isEqualTo(manifest);
    assertThat(batch.relative(key)).isEqualTo(relative);
  }
}
