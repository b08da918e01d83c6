package io.camstream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedVersionsTest {
  private static final Optional<String> UNVERSIONED = Optional.empty();

  private final PublishedVersions published = new PublishedVersions();

  @Test
  void shouldKnowTheNewestVersionOfAnObjectOnly() {
    published.put("a", UNVERSIONED, "1");
    published.put("a", UNVERSIONED, "2");
    published.put("b", UNVERSIONED, "1");

    assertThat(published.contains("a", UNVERSIONED, "1")).isFalse();
    assertThat(published.contains("a", UNVERSIONED, "2")).isTrue();
    assertThat(published.contains("b", UNVERSIONED, "1")).isTrue();
    assertThat(published.contains("c", UNVERSIONED, "1")).isFalse();
    assertThat(published.size()).isEqualTo(2);
  }

  @Test
  void shouldTellVersionsOfTheSameContentApart() {
    published.put("a", Optional.of("v1"), "1");

    assertThat(published.contains("a", Optional.of("v1"), "1")).isTrue();
    assertThat(published.contains("a", Optional.of("v2"), "1")).isFalse();
    assertThat(published.contains("a", UNVERSIONED, "1")).isFalse();
  }

  @Test
  void shouldForget() {
    published.put("a", UNVERSIONED, "1");
    published.remove("a");
    published.remove("never there");

    assertThat(published.contains("a", UNVERSIONED, "1")).isFalse();
    assertThat(published.size()).isZero();
  }
}
