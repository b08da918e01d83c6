package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanityOnRandomNetworksTest {

  @TempDir private Path folder;

  private EvaluationReport evaluate(String version, String methods, int images, int side)
      throws Exception {
    CheckpointFolder network =
        CheckpointFolder.random(
                version, 11, new int[] {4, 6, 8, 8}, new int[] {1, 1, 1, 1}, 3, 1e-6)
            .preprocessor(p -> p.putObject("size").put("shortest_edge", side));
    return Evaluator.evaluate(
        Checkpoint.read(network.write(folder)),
        EngineOptions.DEFAULT.withThreads(1),
        new EvaluationOptions(ExplanationOptions.DEFAULT.withMethods(methods), 1, 8, images, 1),
        images(images, side),
        (done, doing) -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldPassForGradCam(String version) throws Exception {
    MethodScore gradCam = evaluate(version, "gradcam", 5, 160).scores().get(0);

    assertThat(gradCam.sanity().orElseThrow().byStep()).hasSize(6);
    assertThat(gradCam.sanity().orElseThrow().afterAll().orElseThrow())
        .isLessThan(EvaluationVerdicts.SANITY_LIMIT);
  }

  @Test
  void shouldBeReportedForEveryMethod() throws Exception {
    EvaluationReport report = evaluate("convnextv2", "all", 2, 160);

    assertThat(report.scores())
        .extracting(MethodScore::method)
        .containsExactlyInAnyOrderElementsOf(MethodCatalog.STANDARD.ids());
    assertThat(report.scores())
        .allSatisfy(
            score ->
                assertThat(score.sanity().orElseThrow().byStep())
                    .as(score.method())
                    .hasSizeGreaterThan(3));
  }

  private static List<EvaluationImage> images(int count, int side) {
    List<EvaluationImage> images = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      byte[] pixels = new byte[3 * side * side];
      new Random(n).nextBytes(pixels);
      images.add(new EvaluationImage(n + ".png", new RgbImage(side, side, pixels), Map.of()));
    }
    return images;
  }
}
