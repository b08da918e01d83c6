package io.camstream.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Options;
import io.camstream.platform.settings.SettingsLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every default and every key of ingest's settings. */
class IngestSettingsTest {
  @Test
  void shouldHaveTheseDefaults() {
    assertThat(values(Map.of()))
        .containsOnly(
            entry("camstream.ingest.mode", IngestSettings.Mode.WATCH),
            entry(
                "camstream.ingest.include",
                List.of("**.bmp", "**.png", "**.jpg", "**.jpeg", "**.tif", "**.tiff", "**.webp")),
            entry("camstream.ingest.exclude", Optional.empty()),
            entry("camstream.ingest.minimum-age", Duration.ZERO),
            entry("camstream.ingest.poll-interval", Duration.ofSeconds(5)),
            entry("camstream.ingest.notifications", IngestSettings.Notifications.AUTO),
            entry("camstream.ingest.max-rate", Optional.empty()),
            entry("camstream.ingest.transaction-size", 500),
            entry("camstream.ingest.manifest-max-size", new DataSize(16 << 20)));
  }

  @Test
  void shouldReadEveryOption() {
    Map<String, String> settings =
        Map.of(
            "camstream.ingest.mode", "once",
            "camstream.ingest.include", "**.png",
            "camstream.ingest.exclude", "a/**,b/**",
            "camstream.ingest.minimum-age", "2s",
            "camstream.ingest.poll-interval", "1m",
            "camstream.ingest.notifications", "off",
            "camstream.ingest.max-rate", "0.5",
            "camstream.ingest.transaction-size", "7",
            "camstream.ingest.manifest-max-size", "1MB");

    assertThat(values(settings))
        .containsOnly(
            entry("camstream.ingest.mode", IngestSettings.Mode.ONCE),
            entry("camstream.ingest.include", List.of("**.png")),
            entry("camstream.ingest.exclude", Optional.of(List.of("a/**", "b/**"))),
            entry("camstream.ingest.minimum-age", Duration.ofSeconds(2)),
            entry("camstream.ingest.poll-interval", Duration.ofMinutes(1)),
            entry("camstream.ingest.notifications", IngestSettings.Notifications.OFF),
            entry("camstream.ingest.max-rate", Optional.of(0.5)),
            entry("camstream.ingest.transaction-size", 7),
            entry("camstream.ingest.manifest-max-size", new DataSize(1 << 20)));
  }

  private static Map<String, Object> values(Map<String, String> settings) {
    return Options.values(
        IngestSettings.class, SettingsLoader.of(settings).load(IngestSettings.class));
  }
}
