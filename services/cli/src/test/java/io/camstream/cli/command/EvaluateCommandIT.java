package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandIT {

  private static final Path DEMO = Path.of("../../infra/demo");

  @TempDir private Path temp;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private Path images;
  private Path out;

  @BeforeEach
  void copyOneImage() throws IOException {
    images = Files.createDirectories(temp.resolve("images"));
    out = temp.resolve("out");
    Files.copy(
        DEMO.resolve("images/synthetic-cells/parabasal_02.png"),
        images.resolve("parabasal_02.png"));
  }

  @Test
  void shouldWriteTablePictureAndFindings() throws IOException {
    int code =
        evaluate(
            "--truth=" + DEMO.resolve("truth/synthetic-cells"),
            "--methods=gradcam,hirescam",
            "--sanity-images=1");

    assertThat(code).isZero();
    JsonNode json = new ObjectMapper().readTree(out.resolve("evaluation.json").toFile());
    assertThat(json.get("images").asInt()).isEqualTo(1);
    assertThat(json.get("methods"))
        .extracting(method -> method.get("method").asText())
        .containsExactly("gradcam", "hirescam");
    assertThat(json.get("methods").get(0).get("energy_all").asDouble()).isGreaterThan(0.7);
    assertThat(json.get("methods").get(0).get("sanity_embeddings").isNumber()).isTrue();
    assertThat(json.get("findings").get(0).asText())
        .startsWith("gradcam and hirescam coincide at ");
    assertThat(Files.readAllLines(out.resolve("evaluation.csv"))).hasSize(3);
    assertThat(ImageIO.read(out.resolve("evaluation.png").toFile()).getWidth()).isGreaterThan(900);
  }

  @Test
  void shouldEvaluateTheOthersWhereAnImageFails() throws IOException {
    Files.writeString(images.resolve("broken.png"), "no image");

    assertThat(evaluate("--methods=gradcam", "--sanity-images=0")).isEqualTo(3);
    assertThat(out.resolve("evaluation.csv")).exists();
  }

  @Test
  void shouldSayInOneLineThatTheTruthDoesNotFit() throws IOException {
    Path truth = Files.createDirectories(temp.resolve("truth"));
    Files.copy(
        DEMO.resolve("truth/synthetic-cells/metaplastic_01_nucleus.png"),
        truth.resolve("parabasal_02_nucleus.png"));

    assertThat(evaluate("--truth=" + truth, "--sanity-images=0")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith(
            "camstream: The truth does not fit the images: the mask 'nucleus' of parabasal_02");
  }

  private int evaluate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--model", DEMO + "/model"));
    all.addAll(List.of("--images", images.toString(), "--out", out.toString()));
    all.addAll(List.of(arguments));
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return CamStreamCommand.execute(all.toArray(String[]::new));
    } finally {
      System.setErr(before);
    }
  }
}
