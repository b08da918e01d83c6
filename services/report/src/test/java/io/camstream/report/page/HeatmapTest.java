package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** Runs the page's own scripts for the maps. */
class HeatmapTest {

  private Context context;
  private ScriptableObject scope;

  @BeforeEach
  void loadScript() throws IOException {
    context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    scope = context.initStandardObjects();
    for (String script : List.of("heatmap.js", "colours.js")) {
      try (InputStream in = HeatmapTest.class.getResourceAsStream(script)) {
        run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @AfterEach
  void leave() {
    context.close();
  }

  /** Raw maps and final maps of pytorch-grad-cam 1.5.7 for a trained ConvNeXtV2. */
  @Test
  void shouldDrawTheFinalMapsOfPytorchGradCam() throws IOException {
    try (InputStream in = HeatmapTest.class.getResourceAsStream("final-maps.json")) {
      for (JsonNode map : new ObjectMapper().readTree(in)) {
        int width = map.get("finalWidth").asInt();
        run(
            "var result = Heatmap.finalMap(new Float32Array(%s), %s, %s, %s, %s)"
                .formatted(
                    map.get("raw"),
                    map.get("height"),
                    map.get("width"),
                    map.get("finalHeight"),
                    map.get("finalWidth")));
        for (JsonNode sample : map.get("samples")) {
          int position = sample.get(0).asInt() * width + sample.get(1).asInt();
          assertThat(number("result[" + position + "]"))
              .as("%s at %s", map.get("method"), sample)
              .isEqualTo(sample.get(2).asDouble(), within(1e-5));
        }
      }
    }
  }

  @Test
  void shouldDrawNothingOfAMapWithoutPositiveValues() {
    run("var result = Heatmap.finalMap(new Float32Array([-1, -2, -3, 0]), 2, 2, 4, 4)");

    assertThat(number("Math.max.apply(null, result)")).isZero();
    assertThat(number("Math.min.apply(null, result)")).isZero();
  }

  @Test
  void shouldCompareMapsOnOneScale() {
    run("var strong = new Float32Array([0, 4, 2, 1]), weak = new Float32Array([-9, 1, 0, 0])");
    run("var range = Heatmap.sharedRange([strong, weak])");

    assertThat(number("Math.max.apply(null, Heatmap.mapOnScale(strong, 2, 2, 2, 2, range))"))
        .isEqualTo(1.0, within(1e-6));
    assertThat(number("Math.max.apply(null, Heatmap.mapOnScale(weak, 2, 2, 2, 2, range))"))
        .isEqualTo(0.25, within(1e-6));
  }

  /** Levels of cv2.COLORMAP_JET, as red, green, blue. */
  @ParameterizedTest
  @CsvSource({
    "0, '0,0,128'", "31, '0,0,252'", "32, '0,0,255'", "33, '0,4,255'", "96, '2,255,254'",
    "128, '130,255,126'", "160, '255,252,0'", "223, '255,0,0'", "224, '252,0,0'", "255, '128,0,0'"
  })
  void shouldColourAsOpenCvDoes(int level, String colour) {
    run("var colour = Colours.table('jet')[" + level + "].join(',')");

    assertThat(Context.toString(scope.get("colour", scope))).isEqualTo(colour);
  }

  private void run(String script) {
    context.evaluateString(scope, script, "test", 1, null);
  }

  private double number(String expression) {
    return Context.toNumber(context.evaluateString(scope, expression, "test", 1, null));
  }
}
