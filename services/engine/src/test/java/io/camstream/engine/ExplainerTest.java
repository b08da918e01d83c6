package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {

  @TempDir private Path folder;

  private Explainer open(CheckpointFolder checkpoint, ExplanationOptions options) throws Exception {
    return Explainer.open(
        checkpoint.write(folder.resolve("checkpoint")),
        EngineOptions.DEFAULT.withThreads(1).withExplanation(options));
  }

  private Explainer open() throws Exception {
    return open(CheckpointFolder.random("convnextv2", 1), ExplanationOptions.DEFAULT);
  }

  private static RgbImage noise(long seed, int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    new Random(seed).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  @Test
  void shouldExplainAllClassesWithThreeMethodsAtTheLastBlockByDefault() throws Exception {
    try (Explainer explainer = open()) {
      ImageExplanation explanation =
          explainer.explain(List.of(explainer.prepare(noise(1, 80, 60)))).get(0);
      assertThat(explanation.maps()).hasSize(9);
      ActivationMap first = explanation.maps().get(0);
      assertThat(first.method()).isEqualTo("gradcam");
      assertThat(first.layer()).isEqualTo("convnextv2.encoder.stages.3.layers.1");
      assertThat(first.classIndex()).isEqualTo(OptionalInt.of(0));
      assertThat(first.height()).isEqualTo(2);
      assertThat(explanation.maps().get(8).method()).isEqualTo("layercam");
      assertThat(explanation.inputHeight()).isEqualTo(64);
      assertThat(explainer.engineName()).startsWith("PyTorch 2.");
      assertThat(explainer.device()).isEqualTo("cpu");
      assertThat(explainer.precision()).isEqualTo("float32");
      assertThat(explainer.identity().architecture()).isEqualTo("convnextv2");
    }
  }

  @Test
  void shouldMakeEveryMethodAtTheLastBlock() throws Exception {
    CheckpointFolder small =
        CheckpointFolder.random(
            "convnext", 2, new int[] {4, 4, 6, 6}, new int[] {1, 1, 1, 1}, 3, 1e-6);
    ExplanationOptions options =
        ExplanationOptions.DEFAULT.withMethods("all").withClasses("predicted");
    try (Explainer explainer = open(small, options)) {
      ImageExplanation explanation =
          explainer.explain(List.of(explainer.prepare(noise(1, 64, 64)))).get(0);
      assertThat(explanation.maps().stream().map(ActivationMap::method))
          .containsExactlyInAnyOrderElementsOf(MethodCatalog.STANDARD.ids())
          .hasSize(21);
      for (ActivationMap map : explanation.maps()) {
        for (float value : map.raw()) {
          assertThat(value).as(map.method()).isFinite();
        }
      }
    }
  }

  @Test
  void shouldLeaveOutOfAllWhatIsNotDefinedAtALayer() throws Exception {
    CheckpointFolder small =
        CheckpointFolder.random(
            "convnextv2", 2, new int[] {4, 4, 6, 6}, new int[] {1, 1, 1, 1}, 3, 1e-6);
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("all")
            .withClasses("predicted")
            .withLayers("encoder.stages.2");
    try (Explainer explainer = open(small, options)) {
      assertThat(
              explainer.explain(List.of(explainer.prepare(noise(1, 64, 64)))).get(0).maps().stream()
                  .map(ActivationMap::method))
          .doesNotContain("cam")
          .hasSize(20);
    }
  }

  @Test
  void shouldRefuseAMethodThatIsNotDefinedAtTheLayerBeforeAnythingRuns() {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT.withMethods("cam").withLayers("encoder.stages.2");
    assertThatThrownBy(() -> open(CheckpointFolder.random("convnextv2", 1), options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cam is not defined at layer encoder.stages.2")
        .hasMessageContaining("last block");
  }

  @Test
  void shouldRefuseLayersAndClassesThatDoNotExist() {
    CheckpointFolder checkpoint = CheckpointFolder.random("convnextv2", 1);
    assertThatThrownBy(
            () -> open(checkpoint, ExplanationOptions.DEFAULT.withLayers("encoder.stage.2")))
        .hasMessageContaining("did you mean encoder.stages.2");
    assertThatThrownBy(() -> open(checkpoint, ExplanationOptions.DEFAULT.withClasses("class 9")))
        .hasMessageContaining("no class 'class 9'")
        .hasMessageContaining("class 0");
  }

  @Test
  void shouldExplainEveryLayerThatItNames() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT.withMethods("gradcam,elementwise").withClasses("predicted");
    for (String version : new String[] {"convnext", "convnextv2"}) {
      try (Explainer explainer = open(CheckpointFolder.random(version, 3), options)) {
        PreparedImage image = explainer.prepare(noise(1, 64, 64));
        List<String> names = explainer.layers().names();
        assertThat(names)
            .contains("embeddings", "encoder.stages.0", "encoder.stages.2.layers.1.act");
        ImageExplanation explanation =
            explainer.explain(List.of(image), options.withLayers(names)).get(0);
        assertThat(explanation.maps()).hasSize(2 * names.size());
      }
    }
  }

  @Test
  void shouldGroupImagesOfDifferentSizesAndKeepTheirOrder() throws Exception {
    CheckpointFolder checkpoint =
        CheckpointFolder.random("convnextv2", 1).preprocessor(p -> p.put("do_resize", false));
    try (Explainer explainer = open(checkpoint, ExplanationOptions.DEFAULT)) {
      List<PreparedImage> batch = new ArrayList<>();
      int[] widths = {64, 96, 64, 32, 96};
      for (int width : widths) {
        batch.add(explainer.prepare(noise(width, width, 64)));
      }
      List<ImageExplanation> explanations = explainer.explain(batch);
      for (int n = 0; n < widths.length; n++) {
        assertThat(explanations.get(n).inputWidth()).isEqualTo(widths[n]);
        assertThat(explanations.get(n).maps().get(0).width()).isEqualTo(widths[n] / 32);
      }
    }
  }

  @Test
  void shouldExplainNothingForAnEmptyBatch() throws Exception {
    try (Explainer explainer = open()) {
      assertThat(explainer.explain(List.of())).isEmpty();
    }
  }

  @Test
  void shouldRefuseInputsBelowTheStride() throws Exception {
    CheckpointFolder checkpoint =
        CheckpointFolder.random("convnextv2", 1).preprocessor(p -> p.put("do_resize", false));
    try (Explainer explainer = open(checkpoint, ExplanationOptions.DEFAULT)) {
      PreparedImage small = explainer.prepare(noise(1, 31, 64));
      InferenceException failure =
          catchThrowableOfType(InferenceException.class, () -> explainer.explain(List.of(small)));
      assertThat(failure.code()).isEqualTo("INFERENCE_FAILED");
      assertThat(failure).hasMessageContaining("31 × 64");
    }
  }

  @Test
  void shouldFailWhereTheLogitsAreNotFinite() throws Exception {
    CheckpointFolder checkpoint =
        CheckpointFolder.random("convnextv2", 1).put("classifier.weight", 3e38, 0, 3, 20);
    try (Explainer explainer = open(checkpoint, ExplanationOptions.DEFAULT)) {
      PreparedImage image = explainer.prepare(noise(1, 64, 64));
      InferenceException failure =
          catchThrowableOfType(InferenceException.class, () -> explainer.explain(List.of(image)));
      assertThat(failure.code()).isEqualTo("NON_FINITE_LOGITS");
    }
  }

  @Test
  void shouldGiveIndependentProbabilitiesForMultiLabelModels() throws Exception {
    CheckpointFolder checkpoint =
        CheckpointFolder.random("convnextv2", 1)
            .config(c -> c.put("problem_type", "multi_label_classification"));
    try (Explainer explainer = open(checkpoint, ExplanationOptions.DEFAULT)) {
      Prediction prediction =
          explainer.explain(List.of(explainer.prepare(noise(1, 64, 64)))).get(0).prediction();
      for (int k = 0; k < 3; k++) {
        double sigmoid = 1 / (1 + Math.exp(-prediction.logits().get(k)));
        assertThat(prediction.probabilities().get(k)).isCloseTo(sigmoid, within(1e-12));
      }
    }
  }

  @Test
  void shouldFailAfterItIsClosed() throws Exception {
    Explainer explainer = open();
    PreparedImage image = explainer.prepare(noise(1, 64, 64));
    explainer.close();
    explainer.close();
    assertThatThrownBy(() -> explainer.explain(List.of(image)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void shouldGiveTheSameNumbersToSeveralThreadsAtOnce() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("gradcam,shapleycam,smoothgradcampp,fullgrad")
            .withClasses("predicted")
            .withLayers("encoder.stages.3,encoder.stages.1.layers.0");
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 1), options)) {
      List<PreparedImage> images = new ArrayList<>();
      List<ImageExplanation> expected = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        images.add(explainer.prepare(noise(n, 64, 64)));
        expected.add(explainer.explain(List.of(images.get(n))).get(0));
      }
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Future<ImageExplanation>> results = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          PreparedImage image = images.get(i % 4);
          results.add(pool.submit(() -> explainer.explain(List.of(image)).get(0)));
        }
        for (int i = 0; i < results.size(); i++) {
          List<ActivationMap> maps = results.get(i).get().maps();
          for (int m = 0; m < maps.size(); m++) {
            assertThat(maps.get(m).raw()).isEqualTo(expected.get(i % 4).maps().get(m).raw());
          }
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void shouldNotGrowInNativeMemory() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("gradcam,shapleycam,ablationcam,smoothgradcampp,fullgrad")
            .withClasses("predicted")
            .withLayers("encoder.stages.3,encoder.stages.1.layers.0");
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 1), options)) {
      List<PreparedImage> batch = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        batch.add(explainer.prepare(noise(n, 64, 64)));
      }
      repeat(explainer, batch, 8);
      long before = nativeBytes();
      repeat(explainer, batch, 16);
      // Were its passes not closed, one round would leave 30 MB. Garbage is freed in its own time.
      await().atMost(Duration.ofSeconds(20)).until(() -> nativeBytes() - before < 60L << 20);
    }
  }

  private static void repeat(Explainer explainer, List<PreparedImage> batch, int rounds) {
    for (int round = 0; round < rounds; round++) {
      explainer.explain(batch);
    }
  }

  /** Resident memory without Java's heap; buffers that are garbage are freed first. */
  private static long nativeBytes() throws Exception {
    System.gc();
    String statm = Files.readString(Path.of("/proc/self/statm"));
    long resident = Long.parseLong(statm.split(" ", 3)[1]) * 4096;
    return resident - Runtime.getRuntime().totalMemory();
  }
}
