package io.camstream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.cli.command.CamStreamCommand;
import io.camstream.engine.cam.MethodCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandIT {

  private static final Path DEMO = Path.of("../../infra/demo");
  private static final Path IMAGES = DEMO.resolve("images/synthetic-cells");

  private static final Path SIDEWAYS = Path.of("../engine/src/test/resources/images/exif6.png");

  @TempDir private Path out;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void shouldWriteEveryArtifactOfEveryImage() throws IOException {
    int code = explain("--npz", image("koilocytotic_02.png"), image("parabasal_01.bmp"));

    assertThat(code).isZero();
    assertThat(written())
        .contains(
            "koilocytotic_02_original.png",
            "koilocytotic_02_gradcam.png",
            "koilocytotic_02_gradcampp.png",
            "koilocytotic_02_layercam.png",
            "koilocytotic_02_comparison.png",
            "koilocytotic_02_classes_gradcam.png",
            "koilocytotic_02_classes_gradcampp.png",
            "koilocytotic_02_classes_layercam.png",
            "koilocytotic_02_probabilities.png",
            "koilocytotic_02_maps.npz",
            "koilocytotic_02_results.json",
            "parabasal_01_results.json")
        .hasSize(22);
    JsonNode results = results("koilocytotic_02");
    assertThat(results.get("image_name").asText()).isEqualTo("koilocytotic_02");
    assertThat(results.get("predicted_class").asText()).isEqualTo("Koilocytotic");
    assertThat(results.get("confidence").asDouble()).isBetween(0.9, 0.97);
  }

  @Test
  void shouldWriteWhatWasAskedForAlone() throws IOException {
    int code =
        explain(
            "--methods=gradcam++,eigencam",
            "--classes=predicted",
            "--layers=encoder.stages.2.layers.1,encoder.stages.3.layers.1",
            "--fuse=max",
            "--normalise=per-image",
            "--colormap=viridis",
            "--opacity=0.7",
            "--artifacts=overlay,results",
            "--batch-size=1",
            "--threads=1",
            "--device=cpu",
            image("koilocytotic_02.png"));

    assertThat(code).isZero();
    assertThat(written())
        .containsExactlyInAnyOrder(
            "koilocytotic_02_gradcampp.png",
            "koilocytotic_02_eigencam.png",
            "koilocytotic_02_results.json");
    assertThat(results("koilocytotic_02").get("maps"))
        .extracting(map -> map.get("method").asText() + " " + map.get("class").asText())
        .containsExactly(
            "gradcampp Koilocytotic", "eigencam null", "gradcampp Koilocytotic", "eigencam null");
  }

  @Test
  void shouldNameEveryMethodInItsHelp() {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(help, true, StandardCharsets.UTF_8));
    try {
      assertThat(CamStreamCommand.execute("explain", "--help")).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(help.toString(StandardCharsets.UTF_8).split("[^a-z0-9]+", -1))
        .containsAll(MethodCatalog.STANDARD.ids());
  }

  @ParameterizedTest
  @CsvSource({"'', 23", "--upright, 37"})
  void shouldTurnAnImageUprightWhereAsked(String option, int height) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--artifacts=results", SIDEWAYS.toString()));
    if (!option.isEmpty()) {
      arguments.add(option);
    }

    assertThat(explain(arguments.toArray(String[]::new))).isZero();

    assertThat(results("exif6").get("image").get("height").asInt()).isEqualTo(height);
  }

  @Test
  void shouldExplainTheOthersWhereAnImageFails() throws IOException {
    Path broken = Files.writeString(out.resolve("broken.png"), "no image");

    int code = explain("--artifacts=results", broken.toString(), image("parabasal_02.png"));

    assertThat(code).isEqualTo(3);
    assertThat(written()).containsExactlyInAnyOrder("broken.png", "parabasal_02_results.json");
  }

  @Test
  void shouldRefuseOptionsThatAreWrong() {
    assertThat(explain("--methods=gradcamm", image("parabasal_02.png"))).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .startsWith("camstream: there is no method 'gradcamm'; did you mean gradcam, ");
    assertThat(explain("--layers=encoder.stages.9", image("parabasal_02.png"))).isEqualTo(2);
    assertThat(explain("--opacity=2", image("parabasal_02.png"))).isEqualTo(2);
    assertThat(explain()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--methods=gradcan | there is no method 'gradcan'; did you mean gradcam, xgradcam,"
            + " gradcampp?",
        "--layers=encoder.stages.9 | there is no layer 'encoder.stages.9'; did you mean"
            + " encoder.stages.0, encoder.stages.1, encoder.stages.2?",
        "--classes=Kolocytotic | there is no class 'Kolocytotic'; did you mean Koilocytotic,"
            + " Dyskeratotic, Metaplastic?",
        "--fuse=sum | there is no fusion 'sum'; did you mean max, mean, product?",
        "--smooth=egen | there is no smoothing 'egen'; did you mean eigen, none, aug?",
        "--normalise=image | there is no normalisation 'image'; did you mean per-image, per-map?",
        "--ablation=x | there is no ablation value 'x'; did you mean zero, grad-cam?",
        "--colormap=rainbow | there is no colour map 'rainbow'; choose one of jet, turbo, inferno,"
            + " viridis",
        "--opacity=2 | the opacity must be a number from 0 to 1, not 2.0",
        "--opacity=much | Invalid value for option '--opacity': 'much' is not a number",
        "--seed=1.5 | Invalid value for option '--seed': '1.5' is not a whole number",
        "--device=gpu | there is no device 'gpu'; it must be auto, cpu or cuda:0, cuda:1, …",
        "--threads=0 | --threads must be 1 or more, not 0",
        "--batch-size=0 | --batch-size must be 1 or more, not 0",
        "--artifacts=png | there is no artifact 'png'; did you mean maps, original, overlay?"
      })
  void shouldSayInOneLineWhichOptionIsWrong(String option, String line) {
    assertThat(explain(option, image("parabasal_02.png"))).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("camstream: " + line, "'./camstream explain --help' shows how to use it.");
  }

  @Test
  void shouldSayInOneLineThatItCanNotRun() throws IOException {
    assertThat(explain(out.resolve("missing.png").toString())).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("camstream: There is no file ");

    errors.reset();
    int code =
        execute(
            List.of(
                "explain",
                "--model",
                out.toString(),
                "--out",
                out.toString(),
                image("parabasal_02.png")));

    assertThat(code).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  private static String image(String name) {
    return IMAGES.resolve(name).toString();
  }

  private int explain(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("explain", "--model", DEMO.resolve("model").toString()));
    all.addAll(List.of("--out", out.toString()));
    all.addAll(List.of(arguments));
    return execute(all);
  }

  private int execute(List<String> arguments) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return CamStreamCommand.execute(arguments.toArray(String[]::new));
    } finally {
      System.setErr(before);
    }
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private JsonNode results(String name) throws IOException {
    return new ObjectMapper().readTree(out.resolve(name + "_results.json").toFile());
  }
}
