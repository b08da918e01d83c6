package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportSettingsTest {

  @Test
  void shouldHaveDefaults() {
    ReportSettings settings = SettingsLoader.of(Map.of()).load(ReportSettings.class);

    assertThat(settings.writeInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.thumbnailPixels()).isEqualTo(160);
    assertThat(settings.partitions()).isEqualTo(4);
    assertThat(settings.streamThreads()).isEqualTo(1);
    assertThat(settings.stateDir()).isEmpty();
  }

  @Test
  void shouldTakeEveryKey() {
    ReportSettings settings =
        SettingsLoader.of(
                Map.of(
                    "camstream.report.write-interval", "1m",
                    "camstream.report.thumbnail-pixels", "50",
                    "camstream.report.partitions", "12",
                    "camstream.report.stream-threads", "2",
                    "camstream.report.state-dir", "/state"))
            .load(ReportSettings.class);

    assertThat(settings.writeInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.thumbnailPixels()).isEqualTo(50);
    assertThat(settings.partitions()).isEqualTo(12);
    assertThat(settings.streamThreads()).isEqualTo(2);
    assertThat(settings.stateDir()).contains(Path.of("/state"));
  }
}
