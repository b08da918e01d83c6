package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Normalisation;
import io.camstream.engine.Smoothing;
import io.camstream.engine.artifact.ArtifactKind;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.convnext.Precision;
import io.camstream.engine.figure.ColorMap;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Options;
import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every default and every key of the worker's settings, and what the engine makes of them. */
class WorkerSettingsTest {

  @Test
  void shouldHaveTheseDefaults() {
    assertThat(Options.values(WorkerSettings.class, settings(Map.of())))
        .containsOnly(
            entry("camstream.worker.model", Path.of("m")),
            entry("camstream.worker.name", Optional.empty()),
            entry("camstream.worker.methods", "gradcam,gradcampp,layercam"),
            entry("camstream.worker.classes", "all"),
            entry("camstream.worker.layers", Optional.empty()),
            entry("camstream.worker.fuse", Fusion.MEAN),
            entry("camstream.worker.smooth", Smoothing.NONE),
            entry("camstream.worker.normalise", Normalisation.PER_MAP),
            entry("camstream.worker.ablation", AblationValue.ZERO),
            entry("camstream.worker.seed", 0L),
            entry("camstream.worker.audit", "200"),
            entry("camstream.worker.colormap", ColorMap.JET),
            entry("camstream.worker.opacity", 0.5),
            entry("camstream.worker.max-picture-side", 2048),
            entry("camstream.worker.artifacts", "all"),
            entry("camstream.worker.npz", false),
            entry("camstream.worker.npz-full", false),
            entry("camstream.worker.upright", false),
            entry("camstream.worker.device", "auto"),
            entry("camstream.worker.precision", Precision.FLOAT32),
            entry("camstream.worker.threads", 0),
            entry("camstream.worker.batch-size", 0),
            entry("camstream.worker.batch-linger", Duration.ofMillis(50)),
            entry("camstream.worker.max-in-flight", 1024),
            entry("camstream.worker.image-memory", DataSize.parse("512MB")),
            entry("camstream.worker.max-image-size", DataSize.parse("256MB")),
            entry("camstream.worker.max-image-pixels", 100_000_000L),
            entry("camstream.worker.max-decode-memory", DataSize.parse("600MB")),
            entry("camstream.worker.max-decode-time", Duration.ofSeconds(8)),
            entry("camstream.worker.fetch-threads", 4),
            entry("camstream.worker.upload-threads", 4),
            entry("camstream.worker.stream-threads", 1),
            entry("camstream.worker.guarantee", Guarantee.EXACTLY_ONCE),
            entry("camstream.worker.transaction-timeout", Duration.ofSeconds(15)),
            entry("camstream.worker.session-timeout", Duration.ofSeconds(6)));
  }

  @Test
  void shouldReadEveryKey() {
    Map<String, String> given = new HashMap<>();
    given.put("camstream.worker.name", "w7");
    given.put("camstream.worker.methods", "gradcam");
    given.put("camstream.worker.classes", "top3");
    given.put("camstream.worker.layers", "encoder.stages.2");
    given.put("camstream.worker.fuse", "max");
    given.put("camstream.worker.smooth", "aug");
    given.put("camstream.worker.normalise", "per-image");
    given.put("camstream.worker.ablation", "grad-cam");
    given.put("camstream.worker.seed", "7");
    given.put("camstream.worker.audit", "off");
    given.put("camstream.worker.colormap", "turbo");
    given.put("camstream.worker.opacity", "0.25");
    given.put("camstream.worker.max-picture-side", "512");
    given.put("camstream.worker.artifacts", "maps,results");
    given.put("camstream.worker.npz", "true");
    given.put("camstream.worker.npz-full", "true");
    given.put("camstream.worker.upright", "true");
    given.put("camstream.worker.device", "cuda:1");
    given.put("camstream.worker.precision", "float16");
    given.put("camstream.worker.threads", "3");
    given.put("camstream.worker.batch-size", "16");
    given.put("camstream.worker.batch-linger", "1s");
    given.put("camstream.worker.max-in-flight", "12");
    given.put("camstream.worker.image-memory", "1GB");
    given.put("camstream.worker.max-image-size", "10MB");
    given.put("camstream.worker.max-image-pixels", "1000");
    given.put("camstream.worker.max-decode-memory", "200MB");
    given.put("camstream.worker.max-decode-time", "20s");
    given.put("camstream.worker.fetch-threads", "5");
    given.put("camstream.worker.upload-threads", "6");
    given.put("camstream.worker.stream-threads", "2");
    given.put("camstream.worker.guarantee", "at-least-once");
    given.put("camstream.worker.transaction-timeout", "1m");
    given.put("camstream.worker.session-timeout", "10s");

    Map<String, Object> defaults = Options.values(WorkerSettings.class, settings(Map.of()));
    Map<String, Object> read = Options.values(WorkerSettings.class, settings(given));

    assertThat(given.keySet()).hasSize(defaults.size() - 1);
    assertThat(given.keySet())
        .allSatisfy(key -> assertThat(read.get(key)).isNotEqualTo(defaults.get(key)));
  }

  @Test
  void shouldGiveTheEngineWhatTheSettingsSay() {
    WorkerSettings settings =
        settings(
            Map.of(
                "camstream.worker.methods", "gradcam++",
                "camstream.worker.layers", "encoder.stages.2,encoder.stages.3",
                "camstream.worker.smooth", "eigen",
                "camstream.worker.ablation", "grad-cam",
                "camstream.worker.seed", "7",
                "camstream.worker.device", "cpu",
                "camstream.worker.precision", "float16",
                "camstream.worker.opacity", "0.25",
                "camstream.worker.artifacts", "maps",
                "camstream.worker.max-image-pixels", "1000"));

    EngineOptions engine = WorkerOptions.engine(settings);
    RenderingOptions rendering = WorkerOptions.rendering(settings);

    assertThat(engine.explanation())
        .isEqualTo(
            ExplanationOptions.DEFAULT
                .withMethods("gradcampp")
                .withLayers("encoder.stages.2,encoder.stages.3")
                .withSmoothing(Smoothing.EIGEN)
                .withAblation(AblationValue.GRAD_CAM)
                .withSeed(7));
    assertThat(engine.device()).isEqualTo("cpu");
    assertThat(engine.precision()).isEqualTo(Precision.FLOAT16);
    assertThat(rendering.artifacts()).containsExactly(ArtifactKind.MAPS);
    assertThat(rendering.style().opacity()).isEqualTo(0.25);
    assertThat(WorkerOptions.limits(settings).maxPixels()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource({"methods, gradcan, gradcam", "artifacts, overly, overlay", "device, gpu, cuda:0"})
  void shouldNameTheSettingAndWhatIsValidForAValueThatTheEngineDoesNotKnow(
      String option, String value, String valid) {
    WorkerSettings settings = settings(Map.of("camstream.worker." + option, value));

    assertThatThrownBy(
            () -> {
              WorkerOptions.engine(settings);
              WorkerOptions.rendering(settings);
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("camstream.worker." + option + ": ")
        .hasMessageContaining(value)
        .hasMessageContaining(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "fuse, meen, mean",
    "smooth, eigenn, eigen",
    "normalise, per-mapp, per-map",
    "ablation, nil, grad-cam",
    "colormap, jett, jet",
    "precision, float8, float16"
  })
  void shouldRefuseAValueThatIsNotInTheEnumerationAndListTheValidOnes(
      String option, String value, String valid) {
    assertThatThrownBy(() -> settings(Map.of("camstream.worker." + option, value)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("camstream.worker." + option)
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining("expected one of ")
        .hasMessageContaining(valid);
  }

  private static WorkerSettings settings(Map<String, String> given) {
    return SettingsLoader.of(Map.of("camstream.worker.model", "m"))
        .with(given)
        .load(WorkerSettings.class);
  }
}
