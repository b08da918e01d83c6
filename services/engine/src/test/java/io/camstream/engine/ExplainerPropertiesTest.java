package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of explanations that need no reference, on random networks. */
class ExplainerPropertiesTest {

  private static final String LAYERS =
      "encoder.stages.3,encoder.stages.2.layers.0,encoder.stages.1.layers.1.dwconv";

  @TempDir private Path folder;

  private Explainer open(CheckpointFolder checkpoint) throws Exception {
    return Explainer.open(
        checkpoint.write(folder.resolve("checkpoint")), EngineOptions.DEFAULT.withThreads(1));
  }

  private static RgbImage noise(long seed, int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    new Random(seed).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  @Test
  void shouldExplainABatchAsItsImagesOneByOne() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods(
                "gradcam,gradcampp,layercam,hirescam,elementwise,eigencam,fem,finercam,shapleycam,"
                    + "smoothgradcampp,ablationcam,fullgrad")
            .withClasses("predicted")
            .withLayers(LAYERS);
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 1))) {
      List<PreparedImage> batch = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        batch.add(explainer.prepare(noise(n, 70 + n, 90)));
      }
      List<ImageExplanation> together = explainer.explain(batch, options);
      for (int n = 0; n < batch.size(); n++) {
        ImageExplanation alone = explainer.explain(List.of(batch.get(n)), options).get(0);
        assertThat(together.get(n).prediction().classIndex())
            .isEqualTo(alone.prediction().classIndex());
        assertSame(together.get(n).maps(), alone.maps(), 2e-4);
      }
    }
  }

  private static void assertSame(
      List<ActivationMap> actual, List<ActivationMap> expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int m = 0; m < expected.size(); m++) {
      ActivationMap a = actual.get(m);
      ActivationMap b = expected.get(m);
      assertThat(a.method() + a.layer() + a.classIndex())
          .isEqualTo(b.method() + b.layer() + b.classIndex());
      assertThat(a.nil()).isEqualTo(b.nil());
      if (!b.nil() && !b.fragile()) {
        double scale = Math.max(b.max(), -b.min());
        for (int i = 0; i < b.raw().length; i++) {
          assertThat((double) a.raw()[i])
              .as("%s at %s", b.method(), b.layer())
              .isCloseTo(b.raw()[i], within(tolerance * scale + 1e-9));
        }
      }
    }
  }

  @Test
  void shouldChangeOnlyMethodsThatDependOnTheClassWithTheClassifier() throws Exception {
    CheckpointFolder checkpoint = CheckpointFolder.random("convnextv2", 2);
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods(
                "gradcam,gradcampp,layercam,hirescam,xgradcam,elementwise,eigencam,eigengradcam,"
                    + "segeigencam,kpcacam,fem,scorecam,ablationcam,shapleycam,finercam,refinecam,"
                    + "fullgrad,cam,smoothgradcampp,iscam")
            .withClasses("class 0");
    RgbImage image = noise(1, 64, 64);
    List<ActivationMap> before;
    try (Explainer explainer = open(checkpoint)) {
      before = explainer.explain(List.of(explainer.prepare(image)), options).get(0).maps();
    }
    checkpoint.put("classifier.weight", 0, 0.3, 3, 20);
    List<ActivationMap> after;
    try (Explainer explainer = open(checkpoint)) {
      after = explainer.explain(List.of(explainer.prepare(image)), options).get(0).maps();
    }
    assertThat(before).hasSize(20);
    for (int m = 0; m < before.size(); m++) {
      boolean same = java.util.Arrays.equals(before.get(m).raw(), after.get(m).raw());
      assertThat(same).as(before.get(m).method()).isEqualTo(before.get(m).classIndex().isEmpty());
    }
    assertThat(before.stream().filter(map -> map.classIndex().isEmpty()).map(ActivationMap::method))
        .containsExactly("eigencam", "kpcacam", "fem");
  }

  /**
   * A pattern on an even background, far enough from the border of a large image that neither
   * reaches the other through the network, moved by one stride of the last stage.
   */
  @ParameterizedTest
  @ValueSource(strings = {"convnext", "convnextv2"})
  void shouldFollowATranslationByWholeStrides(String version) throws Exception {
    int side = 44 * 32;
    CheckpointFolder checkpoint =
        CheckpointFolder.random(
                version, 3, new int[] {6, 8, 10, 12}, new int[] {1, 1, 1, 1}, 3, 1e-6)
            .preprocessor(p -> p.put("do_resize", false));
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("gradcam,gradcampp,layercam,elementwise,fem,eigengradcam")
            .withClasses("class 1")
            .withLayers("encoder.stages.3,encoder.stages.2.layers.0.layernorm");
    try (Explainer explainer = open(checkpoint)) {
      ImageExplanation here = explain(explainer, pattern(side, 20 * 32, 20 * 32), options);
      ImageExplanation there = explain(explainer, pattern(side, 21 * 32, 20 * 32), options);
      for (int m = 0; m < here.maps().size(); m++) {
        ActivationMap a = here.maps().get(m);
        ActivationMap b = there.maps().get(m);
        int stride = a.width() / 44;
        double scale = Math.max(a.max(), -a.min());
        for (int y = 9 * stride; y < 35 * stride; y++) {
          for (int x = 9 * stride; x < 34 * stride; x++) {
            assertThat((double) b.raw()[y * a.width() + x + stride])
                .as("%s at %s", a.method(), a.layer())
                .isCloseTo(a.raw()[y * a.width() + x], within(2e-3 * scale));
          }
        }
      }
    }
  }

  private static ImageExplanation explain(
      Explainer explainer, RgbImage image, ExplanationOptions options) {
    return explainer.explain(List.of(explainer.prepare(image)), options).get(0);
  }

  private static RgbImage pattern(int side, int left, int top) {
    byte[] pixels = new byte[3 * side * side];
    java.util.Arrays.fill(pixels, (byte) 120);
    byte[] blob = new byte[3 * 48 * 48];
    new Random(5).nextBytes(blob);
    for (int y = 0; y < 48; y++) {
      System.arraycopy(blob, 3 * 48 * y, pixels, 3 * ((top + y) * side + left), 3 * 48);
    }
    return new RgbImage(side, side, pixels);
  }

  @Test
  void shouldAverageTheClassicMapToTheLogitButForAConstant() throws Exception {
    ExplanationOptions options = ExplanationOptions.DEFAULT.withMethods("cam").withClasses("all");
    CheckpointFolder checkpoint = CheckpointFolder.random("convnext", 4);
    // Without shifts in LayerNorm and classifier the constant is zero.
    checkpoint.put("convnext.layernorm.bias", 0, 0, 20).put("classifier.bias", 0, 0, 3);
    try (Explainer explainer = open(checkpoint)) {
      ImageExplanation explanation = explain(explainer, noise(1, 64, 64), options);
      for (ActivationMap map : explanation.maps()) {
        double mean = 0;
        for (float value : map.raw()) {
          mean += value / map.raw().length;
        }
        float logit = explanation.prediction().logits().get(map.classIndex().getAsInt());
        assertThat(mean).isCloseTo(logit, within(1e-4));
      }
    }
  }

  @Test
  void shouldCoincideAtTheLastBlock() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT.withMethods("gradcam,hirescam,xgradcam,shapleycam");
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 5))) {
      ImageExplanation explanation = explain(explainer, noise(2, 64, 64), options);
      Map<String, List<ActivationMap>> maps =
          explanation.maps().stream().collect(Collectors.groupingBy(ActivationMap::method));
      for (int k = 0; k < 3; k++) {
        ActivationMap gradCam = maps.get("gradcam").get(k);
        double scale = Math.max(gradCam.max(), -gradCam.min());
        double sum = 0;
        for (int p = 0; p < gradCam.raw().length; p++) {
          float value = gradCam.raw()[p];
          sum += value;
          assertThat((double) maps.get("hirescam").get(k).raw()[p])
              .isCloseTo(value, within(1e-5 * scale));
          assertThat((double) maps.get("xgradcam").get(k).raw()[p])
              .isCloseTo(value, within(1e-2 * scale));
          assertThat(maps.get("shapleycam").get(k).raw()[p] / 1.5)
              .isCloseTo(value, within(1e-4 * scale));
        }
        assertThat(sum).isCloseTo(0, within(1e-4 * scale));
      }
    }
  }

  @Test
  void shouldCallHiResCamNilAtStageEndsAndDepthwiseConvolutions() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("hirescam,gradcam")
            .withLayers(
                "encoder.stages.0,encoder.stages.2,encoder.stages.3.layers.0.dwconv,"
                    + "encoder.stages.2.layers.0,encoder.stages.3");
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 6))) {
      for (ActivationMap map : explain(explainer, noise(3, 64, 64), options).maps()) {
        boolean scaleFree =
            !map.layer().equals("encoder.stages.2.layers.0")
                && !map.layer().equals("encoder.stages.3");
        assertThat(map.nil())
            .as("%s at %s", map.method(), map.layer())
            .isEqualTo(map.method().equals("hirescam") && scaleFree);
      }
    }
  }

  @Test
  void shouldNotCallAblationCamFragileAtTheLastBlock() throws Exception {
    ExplanationOptions options = ExplanationOptions.DEFAULT.withMethods("ablationcam");
    try (Explainer explainer = open(CheckpointFolder.random("convnextv2", 8))) {
      assertThat(explain(explainer, noise(4, 64, 64), options).maps())
          .hasSize(3)
          .noneMatch(ActivationMap::fragile)
          .noneMatch(ActivationMap::nil);
    }
  }

  @Test
  void shouldRepeatRandomMethodsBitForBitAndChangeThemWithTheSeed() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("smoothgradcampp,sscam")
            .withClasses("predicted")
            .withLayers("encoder.stages.3");
    CheckpointFolder checkpoint =
        CheckpointFolder.random(
            "convnextv2", 7, new int[] {4, 4, 4, 6}, new int[] {1, 1, 1, 1}, 3, 1e-12);
    try (Explainer explainer = open(checkpoint)) {
      List<ActivationMap> first = explain(explainer, noise(1, 64, 64), options).maps();
      List<ActivationMap> again = explain(explainer, noise(1, 64, 64), options).maps();
      List<ActivationMap> other = explain(explainer, noise(1, 64, 64), options.withSeed(1)).maps();
      for (int m = 0; m < first.size(); m++) {
        assertThat(again.get(m).raw()).isEqualTo(first.get(m).raw());
        assertThat(other.get(m).raw()).isNotEqualTo(first.get(m).raw());
      }
    }
  }
}
