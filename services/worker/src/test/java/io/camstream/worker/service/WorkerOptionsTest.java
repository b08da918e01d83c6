package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.Normalisation;
import io.camstream.engine.artifact.ArtifactKind;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.image.RgbImage;
import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerOptionsTest {

  private static final Path SIDEWAYS = Path.of("../engine/src/test/resources/images/exif6.png");

  @Test
  void shouldDrawMapsAsTheyAreAskedFor() {
    WorkerSettings settings =
        SettingsLoader.of(
                Map.of(
                    "camstream.worker.model", "checkpoint",
                    "camstream.worker.fuse", "product",
                    "camstream.worker.normalise", "per-image"))
            .load(WorkerSettings.class);

    ExplanationOptions explanation = WorkerOptions.engine(settings).explanation();

    assertThat(explanation.fusion()).isEqualTo(Fusion.PRODUCT);
    assertThat(explanation.normalisation()).isEqualTo(Normalisation.PER_IMAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "npz-full"})
  void shouldMakeTheMapsFileWhereverItIsAskedFor(String option) {
    WorkerSettings settings =
        SettingsLoader.of(
                Map.of(
                    "camstream.worker.model",
                    "checkpoint",
                    "camstream.worker.artifacts",
                    "results",
                    "camstream.worker." + option,
                    "true"))
            .load(WorkerSettings.class);

    RenderingOptions rendering = WorkerOptions.rendering(settings);

    assertThat(rendering.artifacts())
        .containsExactlyInAnyOrder(ArtifactKind.RESULTS, ArtifactKind.MAPS);
    assertThat(rendering.fullMaps()).isEqualTo(option.equals("npz-full"));
  }

  @ParameterizedTest
  @CsvSource({"false, 37, 23", "true, 23, 37"})
  void shouldTurnImagesUprightWhereAsked(String upright, int width, int height) throws Exception {
    WorkerSettings settings =
        SettingsLoader.of(
                Map.of("camstream.worker.model", "checkpoint", "camstream.worker.upright", upright))
            .load(WorkerSettings.class);

    RgbImage image = WorkerOptions.decoder(settings).decode(Files.readAllBytes(SIDEWAYS));

    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
  }
}
