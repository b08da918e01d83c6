package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "**.png, a.png, true",
    "**.png, a/b/c.png, true",
    "**.png, a/b/C.PNG, true",
    "**.png, a.png.txt, false",
    "**.png, apng, false",
    "*.png, a.png, true",
    "*.png, a/b.png, false",
    "batch/**, batch/a/b.png, true",
    "batch/**, batch2/a.png, false",
    "**/draft/**, x/draft/a.png, true",
    "cell?.png, cell1.png, true",
    "cell?.png, cell12.png, false",
    "cell?.png, cell/.png, false",
    "a+(b)[c].png, a+(b)[c].png, true",
    "a+(b)[c].png, aa(b)c.png, false"
  })
  void shouldMatchKeys(String glob, String key, boolean expected) {
    assertThat(new Glob(glob).matches(key)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'a\nb.png'", "'\u0000.png'", "'..//.png'", "'ä細🔬.png'", "'\ud800.png'"})
  void shouldMatchKeysThatAreNoPaths(String key) {
    assertThat(new Glob("**.png").matches(key)).isTrue();
  }
}
