package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FocusReportTest {

  private static final float[] RISING = {1, 2, 3, 4};
  private static final float[] FALLING = {4, 3, 2, 1};

  @Test
  void shouldCompareMethodsOnThePredictedClassAtTheSameLayer() {
    FocusReport report =
        report(
            map("gradcam", "last", 0, FALLING),
            map("gradcam", "last", 1, RISING),
            map("layercam", "last", 1, FALLING),
            new ActivationMap(
                MethodCatalog.STANDARD.description("eigencam"),
                "last",
                OptionalInt.empty(),
                2,
                2,
                RISING,
                false,
                false),
            map("gradcam", "earlier", 1, RISING));

    assertThat(report.agreements())
        .containsExactly(
            new Agreement("last", "gradcam", "layercam", -1),
            new Agreement("last", "gradcam", "eigencam", 1),
            new Agreement("last", "layercam", "eigencam", -1));
  }

  @Test
  void shouldCompareWhatIsLeftAfterRelu() {
    FocusReport report =
        report(
            map("gradcam", "last", 1, new float[] {-9, -1, 3, 4}),
            map("layercam", "last", 1, new float[] {-1, -9, 3, 4}));

    assertThat(report.agreements()).extracting(Agreement::rankCorrelation).containsExactly(1.0);
  }

  @Test
  void shouldLeaveOutEmptyMaps() {
    FocusReport report =
        report(
            map("gradcam", "last", 1, RISING),
            map("layercam", "last", 1, new float[] {-1, -2, -3, 0}),
            new ActivationMap(
                MethodCatalog.STANDARD.description("hirescam"),
                "last",
                OptionalInt.of(1),
                2,
                2,
                FALLING,
                true,
                false),
            map("fem", "last", 1, new float[] {1, 1, 1, 1}));

    assertThat(report.agreements()).isEmpty();
    assertThat(report.measures()).hasSize(4);
    assertThat(report.measures().get(0)).isPresent();
    assertThat(report.measures().get(1)).isEmpty();
    assertThat(report.measures().get(2)).isEmpty();
  }

  @Test
  void shouldNotMeasureAnEvenMapAsNumbersThatAreNone() {
    FocusReport report = report(map("fem", "last", 1, new float[] {1, 1, 1, 1}));

    assertThat(report.measures().get(0)).isEmpty();
  }

  private static ActivationMap map(String method, String layer, int k, float[] raw) {
    return new ActivationMap(
        MethodCatalog.STANDARD.description(method),
        layer,
        OptionalInt.of(k),
        2,
        2,
        raw,
        false,
        false);
  }

  private static FocusReport report(ActivationMap... maps) {
    Prediction prediction = new Prediction(List.of("a", "b"), List.of(0f, 1f), List.of(0.27, 0.73));
    return FocusReport.of(
        new RgbImage(8, 8, new byte[192]),
        new ImageExplanation(prediction, new ModelView(1, 1, 6, 6), 16, 16, List.of(maps)));
  }
}
