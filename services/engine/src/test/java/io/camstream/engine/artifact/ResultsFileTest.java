package io.camstream.engine.artifact;

import static io.camstream.engine.artifact.ExplanationExamples.LAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.engine.ActivationMap;
import io.camstream.engine.cam.MethodCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ResultsFileTest {

  private final ResultsFile file = new ResultsFile();

  @Test
  void shouldStartWithTheFiveFieldsThatUsersRelyOn() throws IOException {
    JsonNode results = read(ExplanationExamples.usual());

    List<String> fields = new ArrayList<>();
    results.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .startsWith(
            "image_name",
            "predicted_class",
            "confidence",
            "top_3_predictions",
            "all_probabilities");
    assertThat(results.get("image_name").asText()).isEqualTo("cell");
    assertThat(results.get("predicted_class").asText()).isEqualTo("Koilocytotic");
    assertThat(results.get("confidence").asDouble()).isEqualTo(0.9);
    assertThat(results.get("top_3_predictions"))
        .extracting(
            entry -> entry.get("class").asText() + " " + entry.get("probability").asDouble())
        .containsExactly("Koilocytotic 0.9", "Dyskeratotic 0.05", "Metaplastic 0.05");
    assertThat(results.get("all_probabilities").toString())
        .isEqualTo("{\"Dyskeratotic\":0.05,\"Koilocytotic\":0.9,\"Metaplastic\":0.05}");
  }

  @Test
  void shouldSummariseEveryMapInOrder() throws IOException {
    ExplainedImage explained = ExplanationExamples.usual();
    JsonNode maps = read(explained).get("maps");

    assertThat(maps).hasSize(7);
    JsonNode first = maps.get(0);
    ActivationMap map = explained.explanation().maps().get(0);
    assertThat(first.get("method").asText()).isEqualTo("gradcam");
    assertThat(first.get("layer").asText()).isEqualTo(LAST);
    assertThat(first.get("class").asText()).isEqualTo("Dyskeratotic");
    assertThat(first.get("class_index").asInt()).isZero();
    assertThat(first.get("raw_max").asDouble()).isCloseTo(map.max(), within(1e-6));
    assertThat(first.get("focus").get("border_share").asDouble())
        .isEqualTo(explained.focus().measures().get(0).orElseThrow().borderShare());
    JsonNode classIndependent = maps.get(6);
    assertThat(classIndependent.get("method").asText()).isEqualTo("eigencam");
    assertThat(classIndependent.get("class").isNull()).isTrue();
    assertThat(read(explained).get("agreements")).hasSize(3);
  }

  @Test
  void shouldSayThatAMapIsEmptyAndMeasureNothing() throws IOException {
    float[] negative = new float[16];
    Arrays.fill(negative, -1);
    ActivationMap empty =
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            LAST,
            OptionalInt.of(1),
            4,
            4,
            negative,
            false,
            false);

    JsonNode map =
        read(ExplanationExamples.explained(
                ExplanationExamples.image(),
                ExplanationExamples.prediction(ExplanationExamples.CLASSES),
                List.of(empty),
                "cell.png"))
            .get("maps")
            .get(0);

    assertThat(map.get("empty").asBoolean()).isTrue();
    assertThat(map.get("focus").isNull()).isTrue();
  }

  @Test
  void shouldLoseNoProbabilityWhereTwoClassesHaveOneName() throws IOException {
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(),
            ExplanationExamples.prediction(List.of("same", "same", "other")),
            List.of(),
            "cell.png");

    assertThat(read(explained).get("all_probabilities").toString())
        .isEqualTo("{\"same\":0.05,\"same [1]\":0.9,\"other\":0.05}");
  }

  @Test
  void shouldBeJsonForHostileNames() throws IOException {
    String name = "\"},\u0000\u202e<script>\n";
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(),
            ExplanationExamples.prediction(List.of("a", name)),
            List.of(),
            "x\"\n.png");

    assertThat(read(explained).get("predicted_class").asText()).isEqualTo(name);
    assertThat(read(explained).get("image_name").asText()).isEqualTo("x\"\n");
  }

  private JsonNode read(ExplainedImage explained) throws IOException {
    return new ObjectMapper().readTree(file.write(explained));
  }
}
