package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.ActivationMap;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors that the numpy code of pytorch-grad-cam (084273b) gave. */
class MethodVectorsTest {

  private static final double EXACT = 2e-6;

  private static CamMethod method(String id) {
    return MethodCatalog.STANDARD.create(id, MethodSettings.DEFAULT);
  }

  private static float[] numbers(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    float[] values = new float[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(parts[i]);
    }
    return values;
  }

  private static float[] finalMap(RawMap map, int height, int width) {
    ActivationMap raw =
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            "layer",
            OptionalInt.of(0),
            map.height(),
            map.width(),
            map.values(),
            map.nil(),
            map.fragile());
    return raw.resized(height, width);
  }

  private static void assertClose(float[] actual, String expected, double tolerance) {
    float[] values = numbers(expected);
    assertThat(actual).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) actual[i]).isCloseTo(values[i], within(tolerance));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gradcam, .108333 .034722 -.008333 -.004167 -.0625 .108333 -.070833 .038889 -.004167,"
        + " .999999 .320513 0 0 0 .999999 0 .358974 0",
    "hirescam, .4875 -.125 .1375 -.3875 .2625 -.325 -.175 -.1875 .15,"
        + " 1 0 .282051 0 .538461 0 0 0 .307692",
    "elementwise, .5625 .125 .2 .0375 .3625 .1125 .2 .1125 .25,"
        + " 1 .166667 .309524 0 .619048 .142857 .309524 .142857 .404762",
    "gradcampp, .127722 .051544 .218711 -.119561 -.160218 .127722 .516326 -.286728 -.119561,"
        + " .247367 .099828 .42359 0 0 .247367 1 0 0",
    "refinecam, .127722 .051544 .218711 -.119561 -.160218 .127722 .516326 -.286728 -.119561,"
        + " .247367 .099828 .42359 0 0 .247367 1 0 0",
    "xgradcam, .268453 -2.199404 -.758334 .044642 2.585715 .268453 .979762 -1.396428 .044642,"
        + " .103822 0 0 .017265 1 .103822 .378914 0 .017265",
    "layercam, .1875 -.1625 .1625 -.2 .0375 -.25 .1625 -.3 .0875,"
        + " .999999 0 .866666 0 .2 0 .866666 0 .466666"
  })
  void shouldMakeTheMapOfTheReference(String id, String raw, String normalised) {
    RawMap map = method(id).map(FakeCamContext.ofVectors());
    assertClose(map.values(), raw, EXACT);
    assertClose(finalMap(map, 3, 3), normalised, EXACT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "eigencam, 1.39917 .217222 -1.288261 -1.320172 .331956 1.39917 .395777 .185312 -1.320172",
    "eigengradcam, -.275517 -.152283 .009039 .052183 -.130913 .318754 .370201 -.203429 .011965",
    "segeigencam, -.319678 -.083079 .083353 .099706 .168523 -.284541 .354044 -.088625 .070297",
    "kpcacam, .437035 .072461 -.401853 -.408197 .098354 .437035 .116677 .056685 -.408197"
  })
  void shouldProjectOnTheFirstComponentWithThePositiveExtreme(String id, String raw) {
    assertClose(method(id).map(FakeCamContext.ofVectors()).values(), raw, EXACT);
  }

  @Test
  void shouldWeighChannelsByHowOftenTheyStandOut() {
    FakeCamContext evidence = FakeCamContext.ofVectors();
    assertThat(new Fem().map(evidence).values()).containsOnly(0);
    assertClose(
        new Fem(1).map(evidence).values(),
        ".083333 0 .222222 -.055556 -.138889 .083333 .416667 -.277778 -.055556",
        EXACT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gradcam, .375 .273077 .120192 .423077 .625, 5.88173",
    "hirescam, .375 .359615 .336538 .198077 .105769, 4.70897",
    "layercam, .375 .275 .125 .245 .325, 7.49",
    "gradcampp, .092763 .070632 .037436 .203045 .313451, 4.41792",
    "xgradcam, .079558 .447735 1.0 .462293 .103821, 5.74747",
    "elementwise, .292929 .326599 .377104 .211448 .10101, 5.17643"
  })
  void shouldScaleTheMapAsTheReferenceDoes(String id, String secondRow, double sum) {
    float[] scaled = finalMap(method(id).map(FakeCamContext.ofVectors()), 4, 5);
    assertClose(Arrays.copyOfRange(scaled, 5, 10), secondRow, EXACT);
    double total = 0;
    for (float value : scaled) {
      total += value;
    }
    assertThat(total).isCloseTo(sum, within(1e-5));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gradcam, 0 0 .70968 .54839 .67742 0 1 0 .54839",
    "hirescam, 0 0 .70968 .54839 .67742 0 1 0 .54839",
    "xgradcam, 0 0 .70968 .54839 .67742 0 1 0 .54839",
    "shapleycam, 0 0 .70968 .54839 .67742 0 1 0 .54839",
    "layercam, 0 0 .28571 .02857 .48571 0 1 0 .02857",
    "gradcampp, 0 0 .28269 .0275 .4896 0 1 0 .0275",
    "elementwise, .26316 .02632 .57895 .5 .68421 .26316 1 0 .5"
  })
  void shouldCoincideWhereTheGradientIsConstant(String id, String normalised) {
    RawMap map = method(id).map(FakeCamContext.ofConstantGradient());
    assertClose(finalMap(map, 3, 3), normalised, 1e-5);
  }

  @Test
  void shouldWeighChannelsByTheDropOfTheScoreWithoutThem() {
    RawMap map = method("ablationcam").map(FakeCamContext.ofVectors());
    // Weights .5, 0, -1, 0 of the channels' values at the first position.
    float expected =
        .5f * FakeCamContext.ofVectors().activation().at(0, 0)
            - FakeCamContext.ofVectors().activation().at(0, 2);
    assertThat(map.values()[0]).isCloseTo(expected, within(1e-6f));
  }

  @Test
  void shouldWeighChannelsByTheScoreOfTheMaskedImage() {
    FakeCamContext evidence = FakeCamContext.ofVectors();
    RawMap map = method("scorecam").map(evidence);
    // Every channel runs from -1.25 to 1.25 or less: the mask's first value by hand.
    double[] scores = new double[4];
    for (int k = 0; k < 4; k++) {
      float min = Float.MAX_VALUE;
      float max = -Float.MAX_VALUE;
      for (int p = 0; p < 9; p++) {
        min = Math.min(min, evidence.activation().at(p, k));
        max = Math.max(max, evidence.activation().at(p, k));
      }
      scores[k] = Math.exp((evidence.activation().at(0, k) - min) / (max - min));
    }
    double sum = Arrays.stream(scores).sum();
    double expected = 0;
    for (int k = 0; k < 4; k++) {
      expected += scores[k] / sum * evidence.activation().at(4, k);
    }
    assertThat((double) map.values()[4]).isCloseTo(expected, within(1e-6));
  }
}
