package io.camstream.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.report.tables.SummaryBuilder;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ReportRow;
import io.camstream.testkit.SampleRecords;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {

  private static final double[] ROUND = {0.8, 0.15, 0.05};
  private static final double[] SQUARE = {0.1, 0.85, 0.05};
  private static final Thumbnail PICTURE = new Thumbnail(new byte[] {1, 2, 3}, 40, 30);

  private final ReportPage page = new ReportPage();

  @Test
  void shouldTellCountsAccuracyModelAndThatItIsForResearch() {
    Document html =
        page(
            SampleRecords.explained(SampleRecords.labelled("plate/a.png", "Round"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("plate/b.png", "Round"), SQUARE),
            SampleRecords.failed(SampleRecords.reference("plate/c.png"), "EMPTY_FILE", "no bytes"),
            SampleRecords.pending(SampleRecords.reference("plate/d.png")));

    assertThat(html.selectFirst("h1").text()).isEqualTo("plate");
    assertThat(html.text()).contains("Research use only. Not a medical device.");
    assertThat(html.selectFirst(".tiles").text())
        .contains("4 images", "2 explained", "1 failed", "1 pending", "50.0 % accuracy")
        .contains("1 of 2 labelled");
    assertThat(html.selectFirst(".model").text()).contains("shapes", "convnextv2", "abababababab");
    assertThat(html.selectFirst(".state").text()).contains("1 image is pending");
    assertThat(html.selectFirst(".failures").text()).contains("EMPTY_FILE no bytes");
    assertThat(html.select(".confusion tbody tr").get(0).text()).isEqualTo("Round 1 1 ·");
  }

  @Test
  void shouldShowMisclassifiedImagesFirst() {
    Document html =
        page(
            SampleRecords.explained(SampleRecords.labelled("plate/a.png", "Round"), ROUND),
            SampleRecords.explained(SampleRecords.labelled("plate/b.png", "Round"), SQUARE));

    assertThat(html.select(".card .name").eachText()).containsExactly("b.png", "a.png");
    assertThat(html.select(".card").get(0).text()).contains("Square", "labelled Round", "85.0 %");
    assertThat(html.select(".card img").attr("src")).isEqualTo(PICTURE.dataUri());
  }

  @Test
  void shouldSayHowManyOfHowManyItShows() {
    List<ReportRow> rows =
        IntStream.range(0, 1_234)
            .mapToObj(
                i -> SampleRecords.explained(SampleRecords.reference("plate/" + i + ".png"), ROUND))
            .toList();

    Document html = page(5, rows);

    assertThat(html.select(".card")).hasSize(5);
    assertThat(html.selectFirst("#gallery .hint").text()).contains("Showing 5 of 1,234");
  }

  @Test
  void shouldSayWhereLabelsComeFromWhenThereAreNone() {
    Document html = page(SampleRecords.explained(SampleRecords.reference("plate/a.png"), ROUND));

    assertThat(html.selectFirst("#classes").text()).contains("manifest.csv");
    assertThat(html.selectFirst(".confusion")).isNull();
    assertThat(html.selectFirst("#label")).isNull();
  }

  @Test
  void shouldBeAPageForABatchThatHasOnlyPendingImages() {
    Document html = page(SampleRecords.pending(SampleRecords.reference("plate/a.png")));

    assertThat(html.selectFirst("#gallery").text()).contains("No image is explained yet");
  }

  @Test
  void shouldCarryTheMapsOfTheGalleryAsFloats() throws IOException {
    Document html =
        page(SampleRecords.explained(SampleRecords.labelled("plate/a.png", "Ring"), ROUND));

    JsonNode image = data(html).at("/images/0");

    assertThat(image.at("/label").asText()).isEqualTo("Ring");
    assertThat(image.at("/maps")).hasSize(6);
    assertThat(image.at("/view")).hasToString("[8.0,0.0,48.0,48.0]");
    ByteBuffer floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(image.at("/maps/0/values").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(floats.getFloat(), floats.getFloat(), floats.getFloat(), floats.getFloat()))
        .containsExactly(-1f, 0.5f, 1f, 2f);
    assertThat(image.at("/objects/0/link").asText())
        .isEqualTo("../../explanations/plate/a.png/original.png");
  }

  @Test
  void shouldLeaveOutTheMapsOfImprobableClassesBeforeThePageGrowsTooLarge() throws IOException {
    List<ClassActivationMap> maps = new ArrayList<>();
    for (int k = 0; k < 1_000; k++) {
      Float[] values = new Float[10_000];
      Arrays.fill(values, 1f);
      maps.add(
          ClassActivationMap.newBuilder(SampleRecords.map("gradcam", k, 1f, 1f, 1f, 1f))
              .setHeight(100)
              .setWidth(100)
              .setValues(List.of(values))
              .build());
    }
    double[] probabilities = new double[1_000];
    probabilities[700] = 0.9;
    probabilities[3] = 0.1;
    List<String> classes = IntStream.range(0, 1_000).mapToObj(k -> "class " + k).toList();
    Explanation explanation =
        Explanation.newBuilder(
                SampleRecords.explanation(
                    SampleRecords.reference("plate/a.png"), classes, probabilities))
            .setMaps(maps)
            .build();

    JsonNode image = data(page(SampleRecords.explained(explanation))).at("/images/0");

    assertThat(image.at("/maps")).hasSize((int) (ReportPage.MAP_VALUES / 10_000));
    assertThat(image.at("/mapsLeftOut").asInt()).isEqualTo(400);
    assertThat(image.at("/maps/0/class").asInt()).isEqualTo(700);
    assertThat(image.at("/maps/1/class").asInt()).isEqualTo(3);
  }

  @Test
  void shouldBoundItsTables() {
    List<String> classes = IntStream.range(0, 500).mapToObj(k -> "class " + k).toList();
    double[] probabilities = new double[500];
    probabilities[42] = 1.0;

    Document html =
        page(
            SampleRecords.explained(
                SampleRecords.explanation(
                    SampleRecords.labelled("plate/a.png", "class 7"), classes, probabilities)));

    assertThat(html.select(".confusion tbody tr")).hasSize(20);
    assertThat(html.select(".confusion tbody th").eachText()).contains("class 7", "class 42");
    assertThat(html.text()).contains("The 20 most confused of 500 classes", "300 more classes");
  }

  @Test
  void shouldRunNothingButItsOwnScript() throws Exception {
    Document html = page(SampleRecords.explained(SampleRecords.reference("plate/a.png"), ROUND));
    String policy = html.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");

    Element script = html.select("script").last();

    assertThat(policy)
        .startsWith("default-src 'none'; img-src data:;")
        .contains("script-src '" + hash(script.data()) + "'")
        .contains("style-src '" + hash(html.selectFirst("style").data()) + "'")
        .doesNotContain("unsafe");
    assertThat(html.select("script")).hasSize(2);
    assertThat(html.select("[src]:not(img), link, iframe, object, embed, base")).isEmpty();
    assertThat(html.select("[style]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "<!--<script>",
        "]]><b>",
        "&lt;b&gt;",
        "${7*7}<#assign x=1>",
        "line\u2028end\u2029"
      })
  void shouldShowHostileTextAsText(String hostile) throws IOException {
    ReportRow explained =
        SampleRecords.explained(
            SampleRecords.explanation(
                SampleRecords.labelled(hostile + "/" + hostile, "no class " + hostile),
                List.of(hostile, "other"),
                0.9,
                0.1));
    ReportRow failed =
        SampleRecords.failed(SampleRecords.reference(hostile + "/f" + hostile), hostile, hostile);

    Document html = page(explained, failed);
    Document harmless =
        page(
            SampleRecords.explained(
                SampleRecords.explanation(
                    SampleRecords.labelled("a/b", "no class c"), List.of("c", "other"), 0.9, 0.1)),
            SampleRecords.failed(SampleRecords.reference("a/fb"), "c", "d"));

    // jsoup parses as a browser does: any text that broke out would be an element more.
    assertThat(elements(html)).isEqualTo(elements(harmless));
    assertThat(html.select("[onload], [onerror], [onmouseover]")).isEmpty();
    String name = hostile.substring(hostile.lastIndexOf('/') + 1);
    assertThat(html.selectFirst("h1 bdi").wholeText()).isEqualTo(batch(hostile));
    assertThat(html.selectFirst(".card .name bdi").wholeText()).isEqualTo(name);
    assertThat(html.selectFirst(".card .said bdi").wholeText()).isEqualTo(hostile);
    assertThat(html.select(".failures td bdi").last().wholeText()).isEqualTo(hostile);
    assertThat(data(html).at("/models/0/classes/0").asText()).isEqualTo(hostile);
    assertThat(html.select("#data").last().data()).doesNotContain("<", ">", "\u2028", "\u2029");
  }

  @Test
  void shouldShowMarksOfWritingDirectionInsteadOfObeyingThem() {
    Document html =
        page(SampleRecords.explained(SampleRecords.reference("plate/cell\u202egnp.exe"), ROUND));

    assertThat(html.selectFirst(".card .name").text()).isEqualTo("cell\uFFFDgnp.exe");
  }

  @Test
  void shouldLinkNoObjectWhoseKeyWouldLeadElsewhere() {
    assertThat(ObjectLink.to("explanations", "a/../../secret")).isEmpty();
    assertThat(ObjectLink.to("explanations", "a//b")).isEmpty();
    assertThat(ObjectLink.to("explanations", "a b/%2e%2e/ü?#.png"))
        .contains("../../explanations/a%20b/%252e%252e/%C3%BC%3F%23.png");
    assertThat(ObjectLink.to("explanations", "javascript:alert(1)"))
        .contains("../../explanations/javascript%3Aalert%281%29");
  }

  private static String batch(String name) {
    return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
  }

  private static String elements(Document html) {
    return html.getAllElements().stream().map(Element::tagName).collect(Collectors.joining(" "));
  }

  private static JsonNode data(Document html) throws IOException {
    return new ObjectMapper().readTree(html.selectFirst("#data").data());
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private Document page(ReportRow... rows) {
    return page(200, List.of(rows));
  }

  private Document page(int galleryImages, List<ReportRow> rows) {
    SummaryBuilder summary = new SummaryBuilder();
    GallerySelection gallery = new GallerySelection(galleryImages);
    rows.forEach(summary::add);
    rows.forEach(gallery::add);
    PageContent content =
        new PageContent(
            summary.build(rows.get(0).getReference().getBatch(), SampleRecords.NOON),
            gallery.rows().stream()
                .map(
                    row ->
                        new GalleryImage(row, row.getExplanation().getMaps(), Optional.of(PICTURE)))
                .toList(),
            rows.stream().filter(row -> row.getFailure() != null).toList());
    StringWriter out = new StringWriter();
    try {
      page.write(content, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Jsoup.parse(out.toString());
  }
}
