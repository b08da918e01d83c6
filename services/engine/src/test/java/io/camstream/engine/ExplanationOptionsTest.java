package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationOptionsTest {

  private static final List<String> CLASSES = List.of("Dyskeratotic", "Parabasal", "a, b");

  private static Prediction prediction(float... logits) {
    return Prediction.of(List.of("a", "b", "c", "d"), logits, false);
  }

  @Test
  void shouldParseWhatACommandLineSays() {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withMethods("gradcam++, LayerCAM,gradcampp")
            .withClasses("top3")
            .withLayers("encoder.stages.2 , encoder.stages.3")
            .withFusion(Fusion.parse("product"))
            .withSmoothing(Smoothing.parse("aug"))
            .withNormalisation(Normalisation.parse("per-image"))
            .withAblation(AblationValue.parse("grad-cam"))
            .withSeed(7);
    assertThat(options.methods()).containsExactly("gradcampp", "layercam");
    assertThat(options.classes()).isEqualTo(ClassSelection.TOP3);
    assertThat(options.layers()).containsExactly("encoder.stages.2", "encoder.stages.3");
    assertThat(options.fusion()).isEqualTo(Fusion.PRODUCT);
    assertThat(options.smoothing()).isEqualTo(Smoothing.AUG);
    assertThat(options.normalisation()).isEqualTo(Normalisation.PER_IMAGE);
    assertThat(options.ablation()).isEqualTo(AblationValue.GRAD_CAM);
    assertThat(options.seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gradcan | there is no method 'gradcan'; did you mean gradcam",
        "score-cam | did you mean scorecam",
        "al | did you mean all"
      })
  void shouldNameTheNearestMethod(String name, String message) {
    assertThatThrownBy(() -> ExplanationOptions.DEFAULT.withMethods(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldNameTheNearestValueOfOtherOptions() {
    assertThatThrownBy(() -> ExplanationOptions.DEFAULT.withFusion(Fusion.parse("avg")))
        .hasMessageContaining("no fusion 'avg'")
        .hasMessageContaining("max");
    assertThatThrownBy(() -> ExplanationOptions.DEFAULT.withSmoothing(Smoothing.parse("eigne")))
        .hasMessageContaining("did you mean eigen");
    assertThatThrownBy(
            () -> ExplanationOptions.DEFAULT.withNormalisation(Normalisation.parse("per_image")))
        .hasMessageContaining("did you mean per-image");
    assertThatThrownBy(() -> ExplanationOptions.DEFAULT.withMethods(" "))
        .hasMessageContaining("name at least one method");
  }

  @Test
  void shouldSelectClassesByRankOrName() {
    Prediction prediction = prediction(1, 4, 2, 3);
    assertThat(ClassSelection.parse("predicted").of(prediction)).containsExactly(1);
    assertThat(ClassSelection.parse("top3").of(prediction)).containsExactly(1, 3, 2);
    assertThat(ClassSelection.parse("all").of(prediction)).containsExactly(0, 1, 2, 3);
    assertThat(ClassSelection.parse("d, a").checkedAgainst(prediction.classNames()).of(prediction))
        .containsExactly(0, 3);
  }

  @Test
  void shouldFindClassNamesThatHoldACommaAndRefuseUnknownOnes() {
    assertThat(ClassSelection.parse("a, b").checkedAgainst(CLASSES).names())
        .containsExactly("a, b");
    assertThatThrownBy(() -> ClassSelection.parse("Parabasel").checkedAgainst(CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no class 'Parabasel'; did you mean Parabasal");
  }

  @Test
  void shouldRefuseDevicesAndThreadsThatMakeNoSense() {
    assertThatThrownBy(() -> EngineOptions.DEFAULT.withDevice("gpu"))
        .hasMessageContaining("no device 'gpu'");
    assertThatThrownBy(() -> EngineOptions.DEFAULT.withThreads(-1)).hasMessageContaining("threads");
  }
}
