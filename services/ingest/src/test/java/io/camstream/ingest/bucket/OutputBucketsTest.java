package io.camstream.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.ingest.service.IngestService;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An overlay is never ingested as a new image: not even by settings that ask for it. */
class OutputBucketsTest {
  private static final SettingsLoader SETTINGS =
      SettingsLoader.of(
          Map.of("camstream.store.access-key", "a", "camstream.store.secret-key", "s"));

  @ParameterizedTest
  @ValueSource(strings = {"explanations", "reports"})
  void shouldRefuseToListTheBucketThatOutputsAreWrittenTo(String kind) {
    String key = "camstream.store." + kind + "-bucket";

    assertThatThrownBy(() -> create(Map.of(key, "images")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(key)
        .hasMessageContaining("camstream.ingest.exclude");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explanations", "reports"})
  void shouldAcceptOneBucketWhereOutputsAreExcluded(String kind) {
    assertThatCode(
            () ->
                create(
                    Map.of(
                        "camstream.store." + kind + "-bucket",
                        "images",
                        "camstream.ingest.include",
                        "in/**.png")))
        .doesNotThrowAnyException();
  }

  private static void create(Map<String, String> overrides) {
    IngestService.create(SETTINGS.with(overrides), new SimpleMeterRegistry()).close();
  }
}
