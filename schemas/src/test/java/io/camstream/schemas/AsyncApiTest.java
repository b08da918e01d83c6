package io.camstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code asyncapi.yaml} describes what the schemas define, and refers to nothing else. */
class AsyncApiTest {
  private JsonNode document;

  @BeforeEach
  void read() throws IOException {
    document = new ObjectMapper(new YAMLFactory()).readTree(Path.of("asyncapi.yaml").toFile());
  }

  @Test
  void shouldDescribeEveryTopicOnce() {
    assertThat(document.get("channels").findValuesAsText("address"))
        .containsExactly(
            "camstream.images",
            "camstream.explanations",
            "camstream.failures",
            "camstream.discovered",
            "camstream.findings");
  }

  @Test
  void shouldDescribeTheRecordsThatTravelOnTopics() {
    List<String> names = new ArrayList<>();
    document.at("/components/messages").forEach(message -> names.add(message.get("name").asText()));

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(Records.onTopics().map(Class::getSimpleName).toList());
  }

  @Test
  void shouldReferOnlyToWhatIsThere() {
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
              } else {
                assertThat(Path.of(reference)).isRegularFile();
              }
            });
  }

  @Test
  void shouldPairEachMessageWithTheSchemaOfItsName() {
    Records.onTopics()
        .map(Class::getSimpleName)
        .forEach(
            name -> {
              String id = Character.toLowerCase(name.charAt(0)) + name.substring(1);
              assertThat(
                      document.at("/components/messages/" + id + "/payload/schema/$ref").asText())
                  .isEqualTo("src/main/avro/" + name + ".avsc");
            });
  }
}
