package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.testkit.SampleRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultLineTest {
  private final ObjectMapper json = new ObjectMapper();
  private final Explanation explanation =
      SampleRecords.explanation(
          SampleRecords.labelled("a/1\n.png", "dog"), List.of("cat", "dog"), 0.75, 0.25);

  @Test
  void shouldBeOneLineOfJsonWhateverTheKeyHolds() throws Exception {
    String line = new ResultLine(false).of(explanation);

    assertThat(line).doesNotContain("\n");
    JsonNode node = json.readTree(line);
    assertThat(node.get("key").asText()).isEqualTo("a/1\n.png");
    assertThat(node.get("label").asText()).isEqualTo("dog");
    assertThat(node.get("predicted_class").asText()).isEqualTo("cat");
    assertThat(node.get("confidence").asDouble()).isEqualTo(0.75);
    assertThat(node.at("/top_3_predictions/0/class").asText()).isEqualTo("cat");
    assertThat(node.at("/all_probabilities/dog").asDouble()).isEqualTo(0.25);
    assertThat(node.get("explained_at").asText()).isEqualTo("2026-03-01T12:01:00Z");
  }

  @Test
  void shouldHaveMapValuesOnlyWhenAskedFor() throws Exception {
    ClassActivationMap map =
        ClassActivationMap.newBuilder()
            .setMethod("gradcam")
            .setLayer("encoder")
            .setClassIndex(1)
            .setHeight(1)
            .setWidth(2)
            .setValues(List.of(0.5f, -1f))
            .setRawMin(-1f)
            .setRawMax(0.5f)
            .setEmpty(false)
            .build();
    Explanation withMap = Explanation.newBuilder(explanation).setMaps(List.of(map)).build();

    assertThat(json.readTree(new ResultLine(false).of(withMap)).at("/maps/0").has("values"))
        .isFalse();
    assertThat(json.readTree(new ResultLine(true).of(withMap)).at("/maps/0/values").toString())
        .isEqualTo("[0.5,-1.0]");
  }
}
