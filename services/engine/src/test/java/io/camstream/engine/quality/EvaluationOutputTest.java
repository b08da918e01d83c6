package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.figure.MetricTable;
import io.camstream.engine.figure.MetricTablePainter;
import io.camstream.engine.quality.EvaluationReport.Coinciding;
import io.camstream.engine.quality.MethodScore.Faithfulness;
import io.camstream.engine.quality.MethodScore.RegionScore;
import io.camstream.engine.quality.MethodScore.Sanity;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EvaluationOutputTest {

  private static final EvaluationReport REPORT =
      new EvaluationReport(
          new CheckpointIdentity("demo", "convnextv2", "ab", "cd", List.of("a", "b")),
          4,
          List.of(
              score("gradcam", 0.9, 0.2, 0.4, 0.1),
              score("hirescam", 0.9, 0.2, 0.4, 0.1),
              score("eigencam", 0.8, 0.3, 1.0, 0.86),
              new MethodScore(
                  MethodCatalog.STANDARD.description("fem"),
                  "last",
                  0,
                  4,
                  Optional.empty(),
                  Map.of(),
                  Optional.empty(),
                  12)),
          List.of(new Coinciding("last", List.of("gradcam", "hirescam"))));

  private static MethodScore score(
      String method, double insertion, double deletion, double classifier, double all) {
    Map<String, Double> steps = new LinkedHashMap<>();
    steps.put("classifier", classifier);
    steps.put("embeddings", all);
    return new MethodScore(
        MethodCatalog.STANDARD.description(method),
        "last",
        4,
        0,
        Optional.of(new Faithfulness(insertion, deletion, 0.5, 0.25)),
        Map.of("nucleus, dark", new RegionScore(4, 0.75, 1)),
        Optional.of(new Sanity(steps)),
        10.4);
  }

  @Test
  void shouldSayInWordsWhatTheNumbersMean() {
    assertThat(EvaluationVerdicts.of(REPORT))
        .containsExactly(
            "gradcam and hirescam coincide at last: their maps are the same on all images.",
            "fem has nothing to draw on 4 of 4 images at last.",
            "eigencam (0.86): fails the sanity check at last. With all weights randomised, the maps"
                + " still have a rank correlation above 0.5 with the original ones.",
            "eigencam: does not depend on the class at last. Randomising the classifier does not"
                + " change the maps.");
  }

  @Test
  void shouldWriteATableForOtherPrograms() {
    String csv = new String(EvaluationFiles.csv(REPORT), StandardCharsets.UTF_8);

    assertThat(csv.lines())
        .startsWith(
            "method,layer,images,empty,insertion_auc,deletion_auc,average_drop,increase,"
                + "\"energy_nucleus, dark\",\"pointing_nucleus, dark\",sanity_classifier,"
                + "sanity_embeddings,millis_per_image",
            "gradcam,last,4,0,0.9,0.2,0.5,0.25,0.75,1.0,0.4,0.1,10.4")
        .endsWith("fem,last,0,4,,,,,,,,,12.0");
  }

  @Test
  void shouldWriteEverythingAsJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(EvaluationFiles.json(REPORT));

    assertThat(json.get("images").asInt()).isEqualTo(4);
    assertThat(json.get("methods")).hasSize(4);
    assertThat(json.get("methods").get(2).get("sanity_embeddings").asDouble()).isEqualTo(0.86);
    assertThat(json.get("methods").get(3).get("insertion_auc").isNull()).isTrue();
    assertThat(json.get("coinciding").get(0).get("methods")).hasSize(2);
    assertThat(json.get("findings")).hasSize(4);
  }

  @Test
  void shouldLayOutWhatWasMeasured() {
    MetricTable table = EvaluationTable.of(REPORT);

    assertThat(table.columns())
        .extracting(MetricTable.Column::title)
        .containsExactly(
            "Insertion ↑",
            "Deletion ↓",
            "Average drop ↓",
            "Increase ↑",
            "Energy nucleus, dark ↑",
            "Pointing nucleus, dark ↑",
            "Sanity check ↓",
            "Time per image");
    assertThat(table.rows().get(0).title()).isEqualTo("Grad-CAM");
    assertThat(table.rows().get(0).texts())
        .containsExactly("0.900", "0.200", "0.500", "0.250", "0.750", "1.000", "0.100", "10 ms");
    assertThat(table.rows().get(3).texts())
        .containsExactly("–", "–", "–", "–", "–", "–", "–", "12 ms");
  }

  @Test
  void shouldDrawTheTable() throws IOException {
    byte[] png = new MetricTablePainter(EvaluationTable.of(REPORT)).paint();

    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(picture.getWidth()).isBetween(1000, 1400);
    assertThat(picture.getHeight()).isBetween(250, 400);
    assertThat(new MetricTablePainter(EvaluationTable.of(REPORT)).paint()).isEqualTo(png);
  }
}
