package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.engine.quality.EvaluationReport.Coinciding;
import io.camstream.engine.quality.MethodScore.Faithfulness;
import io.camstream.engine.quality.MethodScore.RegionScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the demo's model, whose maps lie on the cell, and its spoiled twin, which looks at ink. */
class EvaluatorTest {

  private static final Path DEMO = Path.of("../../infra/demo");
  private static final String LAST = "convnextv2.encoder.stages.3.layers.1";
  private static final List<Integer> UPDATES = new ArrayList<>();
  private static EvaluationReport report;

  @BeforeAll
  static void evaluate() throws Exception {
    EvaluationOptions options =
        new EvaluationOptions(
            ExplanationOptions.DEFAULT.withMethods("gradcam,hirescam,eigencam"), 5, 8, 2, 1);
    report =
        Evaluator.evaluate(
            Checkpoint.read(DEMO.resolve("model")),
            EngineOptions.DEFAULT,
            options,
            List.of(cell("koilocytotic_02.png"), cell("parabasal_02.png")),
            (done, doing) -> UPDATES.add(done));
  }

  @Test
  void shouldScoreEveryMethodAtEveryLayer() {
    assertThat(report.images()).isEqualTo(2);
    assertThat(report.scores())
        .extracting(score -> score.method() + " " + score.layer() + " " + score.scored())
        .containsExactly(
            "gradcam " + LAST + " 2", "hirescam " + LAST + " 2", "eigencam " + LAST + " 2");
  }

  @Test
  void shouldFindThatImportantPixelsMatterMore() {
    Faithfulness gradcam = report.scores().get(0).faithfulness().orElseThrow();

    assertThat(gradcam.insertion()).isGreaterThan(gradcam.deletion());
    assertThat(gradcam.averageDrop()).isBetween(0.0, 1.0);
  }

  @Test
  void shouldFindTheMapsOnTheCells() {
    Map<String, RegionScore> regions = report.scores().get(0).regions();

    assertThat(regions).containsOnlyKeys("all", "cytoplasm", "nucleus");
    assertThat(regions.get("all").energy())
        .isGreaterThan(0.8)
        .isCloseTo(
            regions.get("nucleus").energy() + regions.get("cytoplasm").energy(), within(1e-6));
    assertThat(regions.get("all").pointing()).isEqualTo(1);
  }

  @Test
  void shouldFindThatGradCamAndHiResCamCoincideAtTheLastBlock() {
    assertThat(report.coinciding())
        .containsExactly(new Coinciding(LAST, List.of("gradcam", "hirescam")));
  }

  @Test
  void shouldCheckThatMapsDependOnWhatWasLearned() {
    Map<String, Double> gradcam = report.scores().get(0).sanity().orElseThrow().byStep();
    Map<String, Double> eigencam = report.scores().get(2).sanity().orElseThrow().byStep();

    assertThat(gradcam).hasSize(6);
    assertThat(report.scores().get(0).sanity().orElseThrow().afterAll().orElseThrow())
        .isLessThan(EvaluationVerdicts.SANITY_LIMIT);
    assertThat(eigencam.get("classifier")).as("no classifier in it").isGreaterThan(0.999);
    assertThat(gradcam.get("classifier")).isLessThan(0.999);
  }

  @Test
  void shouldTakeTimesAndTellHowFarItIs() throws CheckpointException {
    assertThat(report.scores()).allSatisfy(s -> assertThat(s.millisPerImage()).isPositive());
    assertThat(UPDATES).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(
            Evaluator.updates(
                Checkpoint.read(DEMO.resolve("model")),
                EvaluationOptions.DEFAULT.withSanityImages(2),
                2))
        .isEqualTo(UPDATES.size());
  }

  private static EvaluationImage cell(String file) throws IOException, UnreadableImageException {
    String name = file.substring(0, file.indexOf('.'));
    Path truth = DEMO.resolve("truth/synthetic-cells");
    return new EvaluationImage(
        file,
        read(DEMO.resolve("images/synthetic-cells").resolve(file)),
        Map.of(
            "nucleus", RegionMask.of(read(truth.resolve(name + "_nucleus.png"))),
            "cytoplasm", RegionMask.of(read(truth.resolve(name + "_cytoplasm.png")))));
  }

  private static RgbImage read(Path file) throws IOException, UnreadableImageException {
    return new ImageDecoder().decode(Files.readAllBytes(file));
  }
}
