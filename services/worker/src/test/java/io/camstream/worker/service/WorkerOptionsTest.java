package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.Normalisation;
import io.camstream.platform.settings.SettingsLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {

  @Test
  void shouldDrawMapsAsTheyAreAskedFor() {
    WorkerSettings settings =
        SettingsLoader.of(
                Map.of(
                    "camstream.worker.model", "checkpoint",
                    "camstream.worker.fuse", "product",
                    "camstream.worker.normalise", "per-image"))
            .load(WorkerSettings.class);

    RenderingOptions rendering = WorkerOptions.rendering(settings);

    assertThat(rendering.style().fusion()).isEqualTo(Fusion.PRODUCT);
    assertThat(rendering.style().normalisation()).isEqualTo(Normalisation.PER_IMAGE);
  }
}
