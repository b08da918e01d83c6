package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.cam.ActivationMap;
import io.camstream.engine.explanation.EngineOptions;
import io.camstream.engine.explanation.Explainer;
import io.camstream.engine.explanation.ExplanationOptions;
import io.camstream.engine.explanation.ImageExplanation;
import io.camstream.engine.explanation.PreparedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw maps at every layer and of every class that the golden data hold. */
class GoldenMapsTest {

  private static final String METHODS =
      "gradcam,gradcampp,layercam,hirescam,xgradcam,elementwise,eigencam,eigengradcam,segeigencam,"
          + "kpcacam,fem,shapleycam";

  /** Of the reference the sign is whatever LAPACK gave. */
  private static final Set<String> SIGN_FREE = Set.of("eigencam", "eigengradcam");

  /** Second order, or through an eigenvector. */
  private static final Set<String> LOOSER =
      Set.of("shapleycam", "kpcacam", "eigencam", "eigengradcam", "segeigencam");

  @ParameterizedTest
  @ValueSource(strings = {"demo-v2", "random-v1", "squash-v2"})
  void shouldMakeTheMapsOfTheReference(String name) throws Exception {
    GoldenCase golden = GoldenCase.of(name);
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    try (Explainer explainer =
        Explainer.open(golden.checkpoint(), EngineOptions.DEFAULT.withThreads(1))) {
      List<PreparedImage> batch = new ArrayList<>();
      for (int n = 0; n < golden.images(); n++) {
        batch.add(explainer.prepare(golden.image(n)));
      }
      ExplanationOptions options =
          ExplanationOptions.DEFAULT.withMethods(METHODS).withLayers(golden.layers());
      List<ImageExplanation> explanations = explainer.explain(batch, options);
      for (int n = 0; n < batch.size(); n++) {
        for (ActivationMap map : explanations.get(n).maps()) {
          check(golden, n, map, softly);
          compared++;
        }
      }
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(50);
  }

  private static void check(
      GoldenCase golden, int image, ActivationMap map, SoftAssertions softly) {
    String key = "raw/" + image + "/" + map.layer() + "/" + map.method();
    if (map.classIndex().isPresent()) {
      key += "/" + map.classIndex().getAsInt();
    }
    double sensitivity = golden.sensitivity(key);
    if (map.nil()) {
      softly
          .assertThat(sensitivity)
          .as("%s is rounding noise in the reference", key)
          .isGreaterThan(5e-3);
      return;
    }
    boolean eitherSign = SIGN_FREE.contains(map.method());
    double deviation = Deviation.relative(map.raw(), golden.tensor(key), eitherSign);
    double allowed = LOOSER.contains(map.method()) ? 1e-3 : 1e-4;
    softly.assertThat(deviation).as(key).isLessThan(Math.max(allowed, 10 * sensitivity));
  }
}
