package io.camstream.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.objectstore.ObjectChangedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a hundred hostile files, taken through ingest, worker and report on real servers. What
 * became of each is written to {@code target/corpus.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Rights may be given later. */
  private static final String DENIED = "STORE_DENIED";

  private static final String REFUSED_BY_THE_STORE = "REFUSED_BY_THE_STORE";
  private static final Pattern UNSAFE_IN_A_LINE =
      Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2028\\u2029\\u2066-\\u2069]");
  private static final Pattern REPORT_FILE =
      Pattern.compile(
          "(?s)([^/]+/)?(index\\.html|app-[0-9a-f]+\\.(js|css))|batches/[0-9]+\\.js"
              + "|[^/]+/(manifest\\.js|results\\.csv|failures\\.csv|summary\\.json|findings\\.json"
              + "|data/(rows|measures|means|catalogue|findings|garbage)-[0-9a-f]+\\.js|blocks/block-[0-9a-f]+\\.js)");
  private static final Pattern FORMULA =
      Pattern.compile("^[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  private Path folder;
  private CorpusSystem system;
  private final List<CorpusFile> corpus = new ArrayList<>(Corpus.files());
  private final Map<String, List<String>> found = new TreeMap<>();

  @BeforeAll
  void runCorpus(@TempDir Path temporary) throws Exception {
    folder = temporary;
    system = new CorpusSystem(folder.resolve("servers"));
    corpus.forEach(this::put);
    system.put("keys/manifest.csv", labels());
    addUnaddressable();
    addChanging();
    system.startServices();
    system.ingest();
    await().atMost(LIMIT).until(system::allAnswered);
    corpus.stream()
        .filter(file -> !found.containsKey(file.key()))
        .forEach(file -> found.put(file.key(), system.outcomes(file.key())));
    awaitReports();
    writeTable();
  }

  private void put(CorpusFile file) {
    try {
      system.put(file.key(), file.content());
    } catch (StoreException e) {
      found.put(file.key(), List.of(REFUSED_BY_THE_STORE));
    }
  }

  private static byte[] labels() {
    String table =
        "file,label\n\"=HYPERLINK(\"\"x\"\").png\",\"=1+1\"\ntwin.png,\"%s\"\n"
            .formatted(Corpus.SCRIPT);
    return table.getBytes(StandardCharsets.UTF_8);
  }

  /** Keys that no client of the store can send may still stand on the topic. */
  private void addUnaddressable() {
    for (String key : List.of("up/../../etc/passwd.png", "/leading.png", "a//b.png", "./dot.png")) {
      corpus.add(
          CorpusFile.of("key on the topic alone: " + key, key, new byte[0], Known.onTopic(key)));
      system.publish(reference(key));
    }
  }

  private ImageReference reference(String key) {
    return ImageReference.newBuilder()
        .setBucket(system.imagesBucket())
        .setKey(key)
        .setEtag("0123456789abcdef0123456789abcdef")
        .setSize(1)
        .setBatch("topic")
        .setLastModified(Instant.EPOCH)
        .setDiscoveredAt(Instant.EPOCH)
        .setSource(DiscoverySource.LISTING)
        .build();
  }

  /** Between discovery and fetch, one object is deleted and one is overwritten. */
  private void addChanging() throws InterruptedException {
    system.put("changing/deleted.png", Pictures.png(11));
    system.put("changing/overwritten.png", Pictures.png(12));
    system.ingest();
    system.delete("changing/deleted.png");
    system.put("changing/overwritten.png", Pictures.png(13));
    corpus.add(
        CorpusFile.of(
            "deleted before it was read", "changing/deleted.png", new byte[0], "OBJECT_GONE"));
    corpus.add(
        CorpusFile.of(
            "overwritten before it was read",
            "changing/overwritten.png",
            new byte[0],
            "OBJECT_CHANGED",
            CorpusFile.EXPLAINED));
  }

  private void awaitReports() {
    Set<String> batches =
        system.references().stream().map(ImageReference::getBatch).collect(Collectors.toSet());
    await()
        .atMost(LIMIT)
        // Overwritten between the two requests.
        .ignoreException(ObjectChangedException.class)
        .until(() -> reportKeys("/summary.json").size() == batches.size() && noneIsPending());
  }

  private boolean noneIsPending() {
    return reportKeys("/summary.json").stream()
        .allMatch(key -> system.report(key).replace(" ", "").contains("\"pending\":0"));
  }

  private List<String> reportKeys(String suffix) {
    return system.keys(system.reportsBucket()).stream()
        .filter(key -> key.endsWith(suffix))
        .toList();
  }

  private void writeTable() throws IOException {
    StringBuilder table = new StringBuilder();
    Map<String, Integer> counts = new TreeMap<>();
    for (CorpusFile file : corpus) {
      List<String> codes = found.get(file.key());
      table.append("%-45s %s%n".formatted(file.what(), String.join(", ", codes)));
      codes.forEach(code -> counts.merge(code, 1, Integer::sum));
    }
    table.append("%n%d files%n".formatted(corpus.size()));
    counts.forEach((code, count) -> table.append("%6d %s%n".formatted(count, code)));
    Files.writeString(Path.of("target", "corpus.txt"), table);
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @Test
  void shouldHoldAtLeastEightyFiles() {
    assertThat(corpus).hasSizeGreaterThanOrEqualTo(80);
    assertThat(corpus).extracting(CorpusFile::key).doesNotHaveDuplicates();
  }

  @Test
  void shouldEndEachFileAsExpected() {
    assertThat(corpus)
        .allSatisfy(
            file -> {
              List<String> outcome = found.get(file.key());
              if (!outcome.equals(List.of(REFUSED_BY_THE_STORE))) {
                assertThat(String.join(",", outcome))
                    .as(file.what())
                    .matches(String.join(",", file.expected()));
              }
            });
  }

  @Test
  void shouldGiveEachVersionOneOutcome() {
    assertThat(system.references())
        .hasSize(system.explanations().size() + system.failures().size());
    assertThat(system.failures())
        .allSatisfy(
            failure -> {
              assertThat(failure.getAttempts()).isEqualTo(1);
              assertThat(failure.getRetriable()).isEqualTo(failure.getCode().equals(DENIED));
              assertThat(failure.getMessage()).isNotBlank();
            });
  }

  @Test
  void shouldStopNoService() throws Exception {
    assertThat(system.running()).isTrue();
    await().atMost(LIMIT).until(system::ready);
    system.put("after/fine.png", Pictures.png(99));
    system.ingest();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                system.allAnswered()
                    && system.outcomes("after/fine.png").equals(List.of(CorpusFile.EXPLAINED)));
  }

  @Test
  void shouldKeepEachFileInItsPlaceInTheBucket() {
    Set<String> artifacts =
        system.explanations().stream()
            .map(Explanation::getArtifacts)
            .flatMap(List::stream)
            .map(Artifact::getKey)
            .collect(Collectors.toSet());
    assertThat(system.keys(system.explanationsBucket()))
        .containsExactlyInAnyOrderElementsOf(artifacts);
    assertThat(artifacts)
        .allSatisfy(key -> assertThat(List.of(key.split("/", -1))).doesNotContain("", ".", ".."));
    long written = system.explanations().stream().mapToLong(e -> e.getArtifacts().size()).sum();
    assertThat(artifacts).as("none shadows another").hasSize((int) written);
    assertThat(system.keys(system.reportsBucket()))
        .allMatch(key -> REPORT_FILE.matcher(key).matches());
  }

  @Test
  void shouldKeepEachFileInItsPlaceInTheFileSystem() throws IOException {
    assertThat(names(folder)).containsExactly("servers");
    assertThat(names(folder.resolve("servers")))
        .containsExactlyInAnyOrder("kafka", "registry", "store", "report");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void shouldWriteNothingUnescapedIntoAPage() {
    List<String> pages =
        reportKeys(".js").stream()
            .filter(key -> !key.matches("(?s)(.*/)?app-[0-9a-f]+\\.js"))
            .toList();
    assertThat(pages).isNotEmpty();
    assertThat(pages)
        .allSatisfy(
            key -> {
              String page = system.report(key);
              assertThat(page).doesNotContain("<", "\u202E", "\u001b");
            });
  }

  @Test
  void shouldWriteNoFormulaIntoATable() throws IOException {
    List<String> tables = new ArrayList<>(reportKeys("/results.csv"));
    tables.addAll(reportKeys("/failures.csv"));
    assertThat(tables).isNotEmpty();
    for (String table : tables) {
      for (CSVRecord row : CSVFormat.RFC4180.parse(new StringReader(system.report(table)))) {
        assertThat(row.stream())
            .as(table)
            .noneMatch(cell -> FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches());
      }
    }
  }

  @Test
  void shouldLogNothingThatBreaksALine() {
    assertThat(system.logLines()).isNotEmpty();
    assertThat(system.logLines())
        .filteredOn(line -> UNSAFE_IN_A_LINE.matcher(line).find())
        .filteredOn(line -> corpus.stream().anyMatch(file -> holdsPartOf(line, file)))
        .isEmpty();
  }

  private static boolean holdsPartOf(String line, CorpusFile file) {
    String name = file.key().substring(file.key().lastIndexOf('/') + 1);
    return UNSAFE_IN_A_LINE.matcher(name).find() && line.contains(name);
  }

  @Test
  void shouldPutNoKeyIntoAMetric() {
    String metrics = system.metrics();
    assertThat(metrics).contains("camstream_");
    for (CorpusFile file : corpus) {
      String name = file.key().substring(file.key().lastIndexOf('/') + 1);
      assertThat(metrics).doesNotContain("\"" + name + "\"").doesNotContain("\"" + file.key());
    }
    assertThat(metrics).doesNotContain("batch=", "key=", "<script", "HYPERLINK");
  }
}
