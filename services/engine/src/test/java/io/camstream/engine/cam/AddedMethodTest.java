package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.FinalMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.figure.DrawnMaps;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds a method as a contributor would, with one class and one line, and uses it everywhere. */
class AddedMethodTest {

  /** The mean of the channels. */
  private static final class MeanCam implements CamMethod {

    static final MethodDescription DESCRIPTION =
        MethodDescription.of("meancam", "Mean-CAM")
            .formula("mean_k A_k")
            .source("this test")
            .cost("none")
            .advice("never")
            .fusion(Optional.of(Fusion.MAX))
            .dependsOnClass(false)
            .needs(MethodDescription.Needs.ACTIVATION)
            .build();

    @Override
    public MethodDescription description() {
      return DESCRIPTION;
    }

    @Override
    public RawMap map(CamContext context) {
      Features activation = context.activation();
      float[] means = new float[activation.positions()];
      for (int p = 0; p < means.length; p++) {
        for (int k = 0; k < activation.channels(); k++) {
          means[p] += activation.at(p, k) / activation.channels();
        }
      }
      return new RawMap(activation.height(), activation.width(), means, false, false);
    }
  }

  private static final MethodCatalog CATALOG =
      MethodCatalog.STANDARD.with(MeanCam.DESCRIPTION, settings -> new MeanCam());

  @TempDir private Path folder;

  @Test
  void shouldBeExplainedDrawnAndWrittenLikeAnyOther() throws Exception {
    ExplanationOptions options =
        ExplanationOptions.DEFAULT
            .withCatalog(CATALOG)
            .withMethods("MeanCAM,gradcam")
            .withLayers("encoder.stages.2,encoder.stages.3")
            .withClasses("predicted");
    RgbImage image = new RgbImage(64, 64, new byte[3 * 64 * 64]);
    try (Explainer explainer =
        Explainer.open(
            CheckpointFolder.random("convnextv2", 1).write(folder),
            EngineOptions.DEFAULT.withThreads(1).withExplanation(options))) {
      PreparedImage prepared = explainer.prepare(image);
      ImageExplanation explanation = explainer.explain(List.of(prepared)).get(0);

      FinalMap map = explanation.finalMaps().get(0);
      assertThat(map.method()).isEqualTo("meancam");
      assertThat(map.classIndex()).isEmpty();
      assertThat(map.values()).hasSize(prepared.inputHeight() * prepared.inputWidth());
      assertThat(map.layers()).hasSize(2);
      assertThat(new DrawnMaps(explanation).methods())
          .extracting(MethodDescription::title)
          .containsExactly("Mean-CAM", "Grad-CAM");
      Map<String, byte[]> files = files(image, prepared, explanation, explainer);
      assertThat(files).containsKeys("cell_meancam.png", "cell_comparison.png", "cell_maps.npz");
      JsonNode results = new ObjectMapper().readTree(files.get("cell_results.json"));
      assertThat(results.get("maps").findValuesAsText("method")).contains("meancam");
    }
  }

  private static Map<String, byte[]> files(
      RgbImage image, PreparedImage prepared, ImageExplanation explanation, Explainer explainer) {
    ExplainedImage explained =
        ExplainedImage.of(
            image, prepared, explanation, explainer.identity(), ArtifactNames.flat("cell.png"));
    return new ArtifactRenderer(RenderingOptions.DEFAULT)
        .render(explained).stream()
            .collect(Collectors.toMap(RenderedArtifact::fileName, RenderedArtifact::content));
  }

  @Test
  void shouldStandInTheDocument() {
    assertThat(MethodsDocumentTest.tables(CATALOG))
        .contains("| `meancam` | Mean-CAM | no | none | mean_k A_k |")
        .contains("| `meancam` | never |");
  }

  @Test
  void shouldFuseItsLayersAsItDeclares() {
    assertThat(CATALOG.description("meancam").fusion()).contains(Fusion.MAX);
  }

  @Test
  void shouldHaveAnIdAndATitleOfItsOwn() {
    for (Function<MethodDescription, String> name :
        List.<Function<MethodDescription, String>>of(
            MethodDescription::id, MethodDescription::title)) {
      assertThat(MethodCatalog.STANDARD.descriptions()).extracting(name).doesNotHaveDuplicates();
    }
  }
}
