package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.FinalMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Normalisation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.Smoothing;
import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every map of the golden data: all layers, classes and methods that the reference made. Writes the
 * largest deviation of each method to {@code target/deviations.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenMapsTest {

  /** Of the reference the sign is whatever LAPACK gave. */
  private static final Set<String> SIGN_FREE = Set.of("eigencam", "eigengradcam");

  /** Second order, many forwards, or through an eigenvector. */
  private static final Set<String> LOOSER =
      Set.of("shapleycam", "scorecam", "kpcacam", "eigencam", "eigengradcam", "segeigencam");

  private final Deviations deviations = new Deviations();
  private final Map<String, Loaded> cases = new TreeMap<>();

  private record Loaded(GoldenCase golden, Explainer explainer, List<PreparedImage> images) {

    List<ImageExplanation> explain(ExplanationOptions options) {
      return explainer.explain(images, options);
    }

    ImageExplanation explainFirst(ExplanationOptions options) {
      return explainer.explain(images.subList(0, 1), options).get(0);
    }
  }

  @BeforeAll
  void open() throws Exception {
    for (String name : GoldenCase.names()) {
      GoldenCase golden = GoldenCase.of(name);
      Explainer explainer =
          Explainer.open(golden.checkpoint(), EngineOptions.DEFAULT.withThreads(1));
      List<PreparedImage> images = new ArrayList<>();
      for (int n = 0; n < golden.images(); n++) {
        images.add(explainer.prepare(golden.image(n)));
      }
      cases.put(name, new Loaded(golden, explainer, images));
    }
  }

  @AfterAll
  void closeAndWriteDeviations() throws Exception {
    cases.values().forEach(loaded -> loaded.explainer().close());
    deviations.write(Path.of("target", "deviations.txt"));
  }

  static List<String> names() {
    return GoldenCase.names();
  }

  /** Methods whose raw maps a case holds at a layer for an image. */
  private static List<String> methods(GoldenCase golden, int image, String layer) {
    String prefix = "raw/" + image + "/" + layer + "/";
    return golden.tensors().keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).replaceFirst("/.*", ""))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldMakeTheRawMapsOfTheReference(String name) {
    Loaded loaded = cases.get(name);
    GoldenCase golden = loaded.golden();
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (String layer : golden.layers()) {
      List<String> slow = new ArrayList<>(methods(golden, 0, layer));
      slow.retainAll(Set.of("scorecam", "ablationcam"));
      List<String> fast = new ArrayList<>(methods(golden, 0, layer));
      fast.removeAll(slow);
      ExplanationOptions options =
          ExplanationOptions.DEFAULT
              .withLayers(List.of(layer))
              .withAblation(AblationValue.parse("grad-cam"));
      List<ImageExplanation> all = loaded.explain(options.withMethods(fast));
      for (int n = 0; n < all.size(); n++) {
        for (ActivationMap map : all.get(n).maps()) {
          check(name, golden, n, map, softly);
          compared++;
        }
      }
      if (!slow.isEmpty()) {
        for (ActivationMap map : loaded.explainFirst(options.withMethods(slow)).maps()) {
          check(name, golden, 0, map, softly);
          compared++;
        }
      }
    }
    softly.assertAll();
    long held = golden.tensors().keySet().stream().filter(k -> k.startsWith("raw/")).count();
    assertThat(compared).isEqualTo((int) held);
  }

  private void check(
      String name, GoldenCase golden, int image, ActivationMap map, SoftAssertions softly) {
    String key = "raw/" + image + "/" + map.layer() + "/" + map.method();
    if (map.classIndex().isPresent()) {
      key += "/" + map.classIndex().getAsInt();
    }
    double sensitivity = golden.sensitivity(key);
    if (map.nil()) {
      softly
          .assertThat(sensitivity)
          .as("%s is rounding noise in the reference, too", key)
          .isGreaterThan(5e-3);
      return;
    }
    boolean eitherSign = SIGN_FREE.contains(map.method());
    double deviation = Deviation.relative(map.raw(), golden.tensor(key), eitherSign);
    // A fragile map moves by more than 1e-4 where another library rounds the last bit otherwise.
    double allowed = LOOSER.contains(map.method()) || map.fragile() ? 1e-3 : 1e-4;
    softly.assertThat(deviation).as(key).isLessThan(Math.max(allowed, 10 * sensitivity));
    if (sensitivity > 1e-4) {
      softly.assertThat(map.fragile()).as("%s must be flagged", key).isTrue();
    }
    String what = "raw " + map.method() + (map.fragile() ? " (fragile)" : "");
    String note =
        sensitivity > 0 ? String.format(Locale.ROOT, "; reference %.1e", sensitivity) : "";
    deviations.record(what, deviation, name + " " + key + note);
  }

  /** The methods that pytorch-grad-cam does not have. The noise is that of java.util.Random. */
  @ParameterizedTest
  @ValueSource(strings = {"iscam", "smoothgradcampp", "sscam"})
  void shouldMakeTheRawMapsOfTorchCam(String method) {
    Loaded loaded = cases.get("random-v1");
    GoldenCase golden = loaded.golden();
    ExplanationOptions options = ExplanationOptions.DEFAULT.withMethods(method);
    int compared = 0;
    for (String layer : golden.layers()) {
      String prefix = "torchcam/" + layer + "/" + method + "/";
      if (golden.tensors().keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
        continue;
      }
      for (ActivationMap map : loaded.explainFirst(options.withLayers(List.of(layer))).maps()) {
        String key = prefix + map.classIndex().getAsInt();
        double deviation = Deviation.relative(map.raw(), golden.tensor(key), false);
        assertThat(deviation).as(key).isLessThan(1e-3);
        deviations.record("raw " + method + " (torch-cam)", deviation, "random-v1 " + key);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(method.equals("sscam") ? 3 : 6);
  }

  @Test
  void shouldFlagFewMapsThatTheReferenceHoldsStill() {
    int steady = 0;
    int flagged = 0;
    for (Loaded loaded : cases.values()) {
      ExplanationOptions options =
          ExplanationOptions.DEFAULT
              .withMethods("gradcam,gradcampp,layercam,xgradcam,elementwise,fem")
              .withLayers(loaded.golden().layers());
      List<ImageExplanation> all = loaded.explain(options);
      for (int n = 0; n < all.size(); n++) {
        for (ActivationMap map : all.get(n).maps()) {
          String suffix = map.classIndex().isPresent() ? "/" + map.classIndex().getAsInt() : "";
          String key = "raw/" + n + "/" + map.layer() + "/" + map.method() + suffix;
          boolean held = loaded.golden().tensors().containsKey(key);
          boolean still = held && loaded.golden().sensitivity(key) == 0;
          steady += still ? 1 : 0;
          flagged += still && map.fragile() ? 1 : 0;
          assertThat(map.nil()).as(key).isFalse();
        }
      }
    }
    assertThat(steady).isGreaterThan(300);
    assertThat(flagged).isLessThan(steady / 25);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldMakeTheFinalMapsOfTheReference(String name) {
    Loaded loaded = cases.get(name);
    GoldenCase golden = loaded.golden();
    for (String layer : golden.layers().subList(0, 2)) {
      String prefix = "final/0/" + layer + "/";
      List<String> methods =
          golden.tensors().keySet().stream()
              .filter(key -> key.startsWith(prefix))
              .map(key -> key.substring(prefix.length()).replaceFirst("/.*", ""))
              .toList();
      ImageExplanation explanation =
          loaded.explainFirst(
              ExplanationOptions.DEFAULT
                  .withMethods(methods)
                  .withLayers(List.of(layer))
                  .withClasses("predicted"));
      assertThat(methods).hasSizeGreaterThan(3);
      for (ActivationMap map : explanation.maps()) {
        String suffix = map.classIndex().isPresent() ? "/" + map.classIndex().getAsInt() : "";
        String key = prefix + map.method() + suffix;
        checkFinal(name, golden, key, explanation, List.of(map), Fusion.MEAN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldMakeTheCombinationsOfTheReference(String name) {
    Loaded loaded = cases.get(name);
    GoldenCase golden = loaded.golden();
    String first = golden.layers().get(0);
    ExplanationOptions options =
        ExplanationOptions.DEFAULT.withClasses("predicted").withLayers(List.of(first));

    ImageExplanation fullGrad = loaded.explainFirst(options.withMethods("fullgrad"));
    checkFinal(name, golden, "final/0/fullgrad", fullGrad, fullGrad.maps(), Fusion.MEAN);
    ImageExplanation finer = loaded.explainFirst(options.withMethods("finercam"));
    checkFinal(name, golden, "final/0/finercam", finer, finer.maps(), Fusion.MEAN);
    ImageExplanation smooth =
        loaded.explainFirst(options.withMethods("gradcam").withSmoothing(Smoothing.parse("aug")));
    checkFinal(name, golden, "final/0/gradcam_aug_smooth", smooth, smooth.maps(), Fusion.MEAN);
    ImageExplanation eigen =
        loaded.explainFirst(options.withMethods("gradcam").withSmoothing(Smoothing.parse("eigen")));
    checkFinal(name, golden, "final/0/gradcam_eigen_smooth", eigen, eigen.maps(), Fusion.MEAN);
    ImageExplanation two =
        loaded.explainFirst(
            options.withMethods("gradcam").withLayers(golden.layers().subList(0, 2)));
    checkFinal(name, golden, "final/0/gradcam_two_layers", two, two.maps(), Fusion.MEAN);
    ImageExplanation refined =
        loaded.explainFirst(
            options.withMethods("refinecam").withLayers(golden.layers().subList(0, 2)));
    checkFinal(name, golden, "final/0/refinecam", refined, refined.maps(), Fusion.MEAN);
  }

  private void checkFinal(
      String name,
      GoldenCase golden,
      String key,
      ImageExplanation explanation,
      List<ActivationMap> maps,
      Fusion fusion) {
    FinalMap ours = finalMap(explanation, maps, fusion);
    double deviation = Deviation.absolute(ours.values(), golden.tensor(key));
    if (key.contains("eigen")) {
      List<ActivationMap> negated = maps.stream().map(GoldenMapsTest::negated).toList();
      float[] other = finalMap(explanation, negated, fusion).values();
      deviation = Math.min(deviation, Deviation.absolute(other, golden.tensor(key)));
    }
    assertThat(deviation).as("%s %s", name, key).isLessThan(1e-3);
    deviations.record(
        "final " + key.replaceAll(".*/([a-z_]+)(/[0-9]+)?$", "$1"), deviation, name + " " + key);
  }

  private static FinalMap finalMap(
      ImageExplanation explanation, List<ActivationMap> maps, Fusion fusion) {
    return new ImageExplanation(
            explanation.prediction(),
            explanation.view(),
            explanation.inputHeight(),
            explanation.inputWidth(),
            maps,
            fusion,
            Normalisation.PER_MAP)
        .finalMaps()
        .get(0);
  }

  private static ActivationMap negated(ActivationMap map) {
    float[] raw = new float[map.raw().length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = -map.raw()[i];
    }
    return new ActivationMap(
        map.description(),
        map.layer(),
        map.classIndex(),
        map.height(),
        map.width(),
        raw,
        false,
        false);
  }
}
