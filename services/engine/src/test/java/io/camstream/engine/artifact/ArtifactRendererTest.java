package io.camstream.engine.artifact;

import static io.camstream.engine.artifact.ExplanationExamples.CLASSES;
import static io.camstream.engine.artifact.ExplanationExamples.EARLIER;
import static io.camstream.engine.artifact.ExplanationExamples.LAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.figure.ColorMap;
import io.camstream.engine.figure.HeatStyle;
import io.camstream.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactRendererTest {

  private static final ArtifactRenderer RENDERER = new ArtifactRenderer(RenderingOptions.DEFAULT);

  @Test
  void shouldMakeEveryArtifactOfAnImage() {
    List<RenderedArtifact> artifacts = RENDERER.render(ExplanationExamples.usual());

    assertThat(artifacts)
        .extracting(a -> a.kind() + " " + a.fileName() + " " + a.contentType())
        .containsExactly(
            "original cell_original.png image/png",
            "overlay:gradcam cell_gradcam.png image/png",
            "overlay:layercam cell_layercam.png image/png",
            "overlay:eigencam cell_eigencam.png image/png",
            "comparison cell_comparison.png image/png",
            "classes:gradcam cell_classes_gradcam.png image/png",
            "classes:layercam cell_classes_layercam.png image/png",
            "probabilities cell_probabilities.png image/png",
            "maps cell_maps.npz application/zip",
            "results cell_results.json application/json");
  }

  @Test
  void shouldMakeOnlyWhatWasAskedFor() {
    RenderingOptions options =
        RenderingOptions.DEFAULT.withArtifacts(ArtifactKind.parse("results, OVERLAY"));

    assertThat(new ArtifactRenderer(options).render(ExplanationExamples.usual()))
        .extracting(RenderedArtifact::kind)
        .containsExactly("overlay:gradcam", "overlay:layercam", "overlay:eigencam", "results");
  }

  @Test
  void shouldMakeNoPictureOfClassesForASingleOne() {
    ExplainedImage explained =
        large(ExplanationExamples.maps(List.of("gradcam"), List.of(LAST), 1));

    assertThat(RENDERER.render(explained))
        .extracting(RenderedArtifact::kind)
        .contains("overlay:gradcam")
        .doesNotContain("classes:gradcam");
  }

  @Test
  void shouldKeepTheOriginalUntouched() throws IOException {
    ExplainedImage explained = ExplanationExamples.usual();

    BufferedImage original = picture(RENDERER.render(explained), "original");

    RgbImage image = explained.image();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int expected =
            image.level(x, y, 0) << 16 | image.level(x, y, 1) << 8 | image.level(x, y, 2);
        assertThat(original.getRGB(x, y) & 0xffffff).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldDrawTheOverlayAtTheSizeOfTheImage() throws IOException {
    BufferedImage overlay =
        picture(RENDERER.render(ExplanationExamples.usual()), "overlay:gradcam");

    assertThat(overlay.getWidth()).isEqualTo(60);
    assertThat(overlay.getHeight()).isEqualTo(40);
  }

  @Test
  void shouldWriteTheSameBytesEveryTimeAndInEveryThread() throws Exception {
    List<byte[]> expected = contents(RENDERER);
    ArtifactRenderer shared = new ArtifactRenderer(RenderingOptions.DEFAULT);
    shared.render(
        ExplanationExamples.explained(
            ExplanationExamples.image(300, 200),
            ExplanationExamples.prediction(CLASSES),
            ExplanationExamples.maps(List.of("gradcam", "layercam"), List.of(LAST), 3),
            "other.png"));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<List<byte[]>> task = () -> contents(shared);
      for (Future<List<byte[]>> result : pool.invokeAll(Collections.nCopies(8, task))) {
        List<byte[]> contents = result.get();
        for (int i = 0; i < expected.size(); i++) {
          assertThat(Arrays.equals(contents.get(i), expected.get(i))).isTrue();
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<byte[]> contents(ArtifactRenderer renderer) {
    return renderer.render(ExplanationExamples.usual()).stream()
        .map(RenderedArtifact::content)
        .toList();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldNeedNoFontLibraryOfTheRuntime() throws IOException {
    RENDERER.render(ExplanationExamples.usual());

    assertThat(Files.readString(Path.of("/proc/self/maps")))
        .contains("libjvm")
        .doesNotContain("libfontmanager", "libfreetype", "libfontconfig");
  }

  @Test
  void shouldDrawNoHeatForANilMap() throws IOException {
    float[] noise = new float[16];
    Arrays.fill(noise, 1e-9f);
    noise[5] = 3e-9f;
    ActivationMap nil =
        new ActivationMap(
            MethodCatalog.STANDARD.description("hirescam"),
            LAST,
            OptionalInt.of(1),
            4,
            4,
            noise,
            true,
            false);

    assertNoHeat(nil);
  }

  @Test
  void shouldDrawNoHeatForAMapWithoutPositiveEvidence() throws IOException {
    float[] negative = new float[16];
    Arrays.fill(negative, -1);

    assertNoHeat(
        new ActivationMap(
            MethodCatalog.STANDARD.description("gradcam"),
            LAST,
            OptionalInt.of(1),
            4,
            4,
            negative,
            false,
            false));
  }

  /** On a grey image every colour is heat. */
  private static void assertNoHeat(ActivationMap map) throws IOException {
    byte[] grey = new byte[3 * 200 * 160];
    Arrays.fill(grey, (byte) 150);
    RgbImage image = new RgbImage(200, 160, grey);
    ExplainedImage explained =
        ExplanationExamples.explained(
            image, ExplanationExamples.prediction(CLASSES), List.of(map), "cell.png");

    BufferedImage overlay = picture(RENDERER.render(explained), "overlay:" + map.method());

    int darkest = 255;
    for (int i = 0; i < 200 * 160; i++) {
      int rgb = overlay.getRGB(i % 200, i / 200) & 0xffffff;
      assertThat(rgb >> 16).isEqualTo(rgb & 0xff).isEqualTo(rgb >> 8 & 0xff);
      darkest = Math.min(darkest, rgb & 0xff);
    }
    assertThat(darkest).as("the reason is written, darker than the outline").isLessThan(60);
  }

  @Test
  void shouldMarkAFragileMap() {
    List<ActivationMap> sound = ExplanationExamples.maps(List.of("gradcam"), List.of(LAST), 2);
    List<ActivationMap> fragile =
        sound.stream()
            .map(
                m ->
                    new ActivationMap(
                        MethodCatalog.STANDARD.description("gradcam"),
                        LAST,
                        m.classIndex(),
                        4,
                        4,
                        m.raw(),
                        false,
                        true))
            .toList();

    Map<String, byte[]> ofSound = byKind(large(sound));
    Map<String, byte[]> ofFragile = byKind(large(fragile));

    for (String kind : List.of("overlay:gradcam", "comparison", "classes:gradcam")) {
      assertThat(Arrays.equals(ofFragile.get(kind), ofSound.get(kind))).isFalse();
    }
  }

  private static ExplainedImage large(List<ActivationMap> maps) {
    return ExplanationExamples.explained(
        ExplanationExamples.image(200, 160),
        ExplanationExamples.prediction(CLASSES),
        maps,
        "cell.png");
  }

  @Test
  void shouldPaintClassesPalerThatHaveLessEvidenceOnOneScale() throws IOException {
    float[] strong = ExplanationExamples.map("gradcam", LAST, OptionalInt.of(1)).raw();
    float[] weak = new float[strong.length];
    for (int i = 0; i < weak.length; i++) {
      weak[i] = strong[i] / 100;
    }
    List<ActivationMap> maps =
        List.of(
            new ActivationMap(
                MethodCatalog.STANDARD.description("gradcam"),
                LAST,
                OptionalInt.of(0),
                4,
                4,
                strong,
                false,
                false),
            new ActivationMap(
                MethodCatalog.STANDARD.description("gradcam"),
                LAST,
                OptionalInt.of(1),
                4,
                4,
                weak,
                false,
                false));
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(), ExplanationExamples.prediction(CLASSES), maps, "cell.png");
    ExplainedImage shared = ExplanationExamples.onOneScale(explained);
    RenderingOptions options =
        RenderingOptions.DEFAULT.withStyle(new HeatStyle(ColorMap.VIRIDIS, 0.5));
    ArtifactRenderer renderer = new ArtifactRenderer(options);

    int brightAlone = yellow(picture(renderer.render(explained), "overlay:gradcam"));
    int brightShared = yellow(picture(renderer.render(shared), "overlay:gradcam"));

    assertThat(brightAlone).isPositive();
    assertThat(brightShared).isZero();
  }

  private static int yellow(BufferedImage picture) {
    int count = 0;
    for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
      int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
      boolean yellow = (rgb >> 16 & 0xff) - (rgb & 0xff) > 40 && (rgb >> 8 & 0xff) > 150;
      count += yellow ? 1 : 0;
    }
    return count;
  }

  @Test
  void shouldShowFusedMapsAndARowForEachLayer() throws IOException {
    List<String> methods = List.of("gradcam", "layercam");
    ExplainedImage oneLayer = large(ExplanationExamples.maps(methods, List.of(LAST), 2));
    ExplainedImage twoLayers = large(ExplanationExamples.maps(methods, List.of(LAST, EARLIER), 2));

    List<RenderedArtifact> one = RENDERER.render(oneLayer);
    List<RenderedArtifact> two = RENDERER.render(twoLayers);

    assertThat(two)
        .extracting(RenderedArtifact::kind)
        .isEqualTo(one.stream().map(RenderedArtifact::kind).toList());
    assertThat(picture(two, "comparison").getHeight())
        .isGreaterThan(2 * picture(one, "comparison").getHeight());
    assertThat(
            Arrays.equals(
                byKind(twoLayers).get("overlay:gradcam"), byKind(oneLayer).get("overlay:gradcam")))
        .isFalse();
  }

  @Test
  void shouldDrawAThousandClassesWithoutGrowing() throws IOException {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < 1000; k++) {
      names.add("class " + k);
    }
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(),
            ExplanationExamples.prediction(names),
            ExplanationExamples.maps(List.of("gradcam"), List.of(LAST), 1000),
            "cell.png");

    List<RenderedArtifact> artifacts = RENDERER.render(explained);

    assertThat(picture(artifacts, "classes:gradcam").getHeight()).isLessThan(1500);
    assertThat(picture(artifacts, "probabilities").getHeight()).isLessThan(1000);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 700", "900, 2", "30, 30", "47, 300"})
  void shouldDrawImagesOfAnyShape(int width, int height) throws IOException {
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(width, height),
            ExplanationExamples.prediction(CLASSES),
            ExplanationExamples.maps(List.of("gradcam"), List.of(LAST), 3),
            "cell.png");

    List<RenderedArtifact> artifacts = RENDERER.render(explained);

    assertThat(picture(artifacts, "overlay:gradcam").getWidth()).isEqualTo(width);
    assertThat(picture(artifacts, "comparison").getWidth()).isBetween(400, 1000);
  }

  @Test
  void shouldDrawAVeryLargeImageSmaller() throws IOException {
    ExplainedImage explained =
        ExplanationExamples.explained(
            ExplanationExamples.image(600, 400),
            ExplanationExamples.prediction(CLASSES),
            ExplanationExamples.maps(List.of("gradcam"), List.of(LAST), 3),
            "cell.png");
    RenderingOptions options = RenderingOptions.DEFAULT.withMaxSide(300);

    List<RenderedArtifact> artifacts = new ArtifactRenderer(options).render(explained);

    for (String kind : List.of("original", "overlay:gradcam")) {
      assertThat(picture(artifacts, kind).getWidth()).as(kind).isEqualTo(300);
      assertThat(picture(artifacts, kind).getHeight()).as(kind).isEqualTo(200);
    }
    assertThat(new String(artifacts.get(artifacts.size() - 1).content(), StandardCharsets.UTF_8))
        .as("results tell of the image itself")
        .contains("\"width\" : 600");
  }

  @Test
  void shouldDrawImagesUpToTheLargestSizeAsTheyAre() {
    ExplainedImage explained = ExplanationExamples.usual();
    RenderingOptions options = RenderingOptions.DEFAULT.withMaxSide(64);

    List<RenderedArtifact> artifacts = new ArtifactRenderer(options).render(explained);

    Map<String, byte[]> expected = byKind(explained);
    assertThat(artifacts)
        .allSatisfy(a -> assertThat(a.content()).isEqualTo(expected.get(a.kind())));
  }

  @Test
  void shouldKeepItsLayoutForHostileNames() throws IOException {
    List<String> hostile =
        List.of("x".repeat(500), "a\u0000b\u202e\n\n" + "c ".repeat(400), "\ud800 👩‍🔬 \u0007");
    ExplainedImage plain = ExplanationExamples.usual();
    ExplainedImage named =
        ExplanationExamples.explained(
            plain.image(),
            ExplanationExamples.prediction(hostile),
            plain.explanation().maps(),
            "n".repeat(400) + ".png");

    List<RenderedArtifact> artifacts = RENDERER.render(named);

    for (String kind : List.of("comparison", "classes:gradcam")) {
      BufferedImage expected = picture(RENDERER.render(plain), kind);
      BufferedImage picture = picture(artifacts, kind);
      assertThat(picture.getWidth()).isEqualTo(expected.getWidth());
      assertThat(picture.getHeight()).isEqualTo(expected.getHeight());
      assertMarginIsWhite(picture);
    }
    assertMarginIsWhite(picture(artifacts, "probabilities"));
    assertThat(picture(artifacts, "probabilities").getWidth()).isLessThan(800);
  }

  private static void assertMarginIsWhite(BufferedImage picture) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < 20; x++) {
        assertThat(picture.getRGB(x, y) & 0xffffff).isEqualTo(0xffffff);
        assertThat(picture.getRGB(picture.getWidth() - 1 - x, y) & 0xffffff).isEqualTo(0xffffff);
      }
    }
  }

  @Test
  void shouldWriteTheModelsInputIntoFullMapsOnly() throws IOException {
    RenderingOptions maps = RenderingOptions.DEFAULT.withArtifacts(EnumSet.of(ArtifactKind.MAPS));

    assertThat(arrays(maps.withFullMaps(true))).contains("pixel_values.npy");
    assertThat(arrays(maps)).isNotEmpty().doesNotContain("pixel_values.npy");
  }

  private static List<String> arrays(RenderingOptions options) throws IOException {
    byte[] file =
        new ArtifactRenderer(options).render(ExplanationExamples.usual()).get(0).content();
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static BufferedImage picture(List<RenderedArtifact> artifacts, String kind)
      throws IOException {
    RenderedArtifact artifact =
        artifacts.stream().filter(a -> a.kind().equals(kind)).findFirst().orElseThrow();
    return ImageIO.read(new ByteArrayInputStream(artifact.content()));
  }

  private static Map<String, byte[]> byKind(ExplainedImage explained) {
    return RENDERER.render(explained).stream()
        .collect(Collectors.toMap(RenderedArtifact::kind, RenderedArtifact::content));
  }
}
