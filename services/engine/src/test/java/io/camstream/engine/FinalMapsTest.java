package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.image.BilinearResize;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinalMapsTest {

  private static ActivationMap map(String method, String layer, int classIndex, float... raw) {
    return new ActivationMap(
        MethodCatalog.STANDARD.description(method),
        layer,
        OptionalInt.of(classIndex),
        1,
        raw.length,
        raw,
        false,
        false);
  }

  private static List<FinalMap> finals(
      Fusion fusion, Normalisation normalisation, ActivationMap... maps) {
    return new FinalMaps(fusion, normalisation).of(List.of(maps), 1, maps[0].width());
  }

  @ParameterizedTest
  @CsvSource({"MEAN, 0.75", "MAX, 1", "PRODUCT, 0.5"})
  void shouldFuseLayers(Fusion fusion, float second) {
    // Each on its own scale, the layers are 0 1/2 1 and 0 1 1.
    List<FinalMap> maps =
        finals(
            fusion,
            Normalisation.PER_MAP,
            map("gradcam", "a", 0, 0, 1, 2),
            map("gradcam", "b", 0, 0, 1, 1));
    assertThat(maps).hasSize(1);
    assertThat(maps.get(0).layers()).containsExactly("a", "b");
    float[] values = maps.get(0).values();
    assertThat(values[0]).isZero();
    assertThat(values[2]).isCloseTo(1, within(1e-5f));
    assertThat(values[1]).isCloseTo(second, within(1e-5f));
  }

  @Test
  void shouldAlwaysMultiplyTheLayersOfRefineCam() {
    float[] values =
        finals(
                Fusion.MEAN,
                Normalisation.PER_MAP,
                map("refinecam", "a", 0, 0, 1, 2),
                map("refinecam", "b", 0, 0, 1, 1))
            .get(0)
            .values();
    assertThat(values[1]).isCloseTo(0.5f, within(1e-5f));
  }

  @Test
  void shouldScaleEachMapOnItsOwn() {
    List<FinalMap> maps =
        finals(
            Fusion.MEAN,
            Normalisation.PER_MAP,
            map("gradcam", "a", 0, 0, 4),
            map("gradcam", "a", 1, 0, 1));
    assertThat(maps.get(0).values()[1]).isCloseTo(1, within(1e-5f));
    assertThat(maps.get(1).values()[1]).isCloseTo(1, within(1e-5f));
  }

  @Test
  void shouldKeepTheClassesOfAnImageComparableOnOneScale() {
    List<FinalMap> maps =
        finals(
            Fusion.MEAN,
            Normalisation.PER_IMAGE,
            map("gradcam", "a", 0, 0, 4),
            map("gradcam", "a", 1, 0, 1),
            map("layercam", "a", 0, 0, 8),
            map("layercam", "a", 1, -3, -2));
    assertThat(maps.get(0).values()[1]).isCloseTo(1, within(1e-5f));
    assertThat(maps.get(1).values()[1]).isCloseTo(0.25f, within(1e-5f));
    assertThat(maps.get(2).values()[1]).isCloseTo(1, within(1e-5f));
    assertThat(maps.get(3).empty()).isTrue();
  }

  @Test
  void shouldLeaveNothingOfAMapWithoutPositiveValues() {
    float[] values = map("gradcam", "a", 0, -1, -2).resized(3, 4);
    assertThat(values).hasSize(12).containsOnly(0);
  }

  @Test
  void shouldDrawNilMapsEmpty() {
    ActivationMap nil =
        new ActivationMap(
            MethodCatalog.STANDARD.description("hirescam"),
            "a",
            OptionalInt.of(0),
            1,
            2,
            new float[] {1e-9f, 2e-9f},
            true,
            false);
    FinalMap drawn = finals(Fusion.MEAN, Normalisation.PER_MAP, nil).get(0);
    assertThat(drawn.nil()).isTrue();
    assertThat(drawn.empty()).isTrue();
  }

  @Test
  void shouldNotScaleFinishedMapsAgain() {
    ActivationMap finished =
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            "a",
            OptionalInt.of(0),
            1,
            2,
            new float[] {0.2f, 0.6f},
            false,
            false,
            true);
    assertThat(finals(Fusion.MEAN, Normalisation.PER_MAP, finished).get(0).values())
        .containsExactly(0.2f, 0.6f);
  }

  @Test
  void shouldResizeWithHalfPixelCentres() {
    float[] wide = BilinearResize.resize(new float[] {0, 1}, 1, 2, 1, 4);
    assertThat(wide).containsExactly(0, 0.25f, 0.75f, 1);
    float[] narrow = BilinearResize.resize(new float[] {0, 1, 2, 3}, 1, 4, 1, 2);
    assertThat(narrow).containsExactly(0.5f, 2.5f);
  }

  @Test
  void shouldResizeWithAlignedCorners() {
    float[] wide = BilinearResize.resizeAligned(new float[] {0, 3}, 1, 2, 1, 4);
    assertThat(wide).containsExactly(0, 1, 2, 3);
  }
}
