package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.admin.Replay;
import io.camstream.admin.ReplayFilter;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Real servers and services; ingest and report run all the time. One story, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ReplayAndResetIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOO_SMALL_FOR_ALL = "1";

  private RunningPipeline pipeline;

  @BeforeAll
  void start(@TempDir Path directory) {
    pipeline = new RunningPipeline("replay-reset", directory);
    pipeline.startIngestAndReport();
  }

  @AfterAll
  void stop() {
    pipeline.close();
  }

  @Test
  @Order(1)
  void shouldPutBackEachFailureOnceHoweverManyReplay() {
    pipeline.startWorker(Map.of("camstream.worker.max-image-pixels", TOO_SMALL_FOR_ALL));
    pipeline.putSamples("plate", 3);
    pipeline.putSamples("other", 1);
    awaitCounts("plate", 0, 3);
    awaitCounts("other", 0, 1);
    pipeline.stopWorker();

    assertThat(run("replay", "--batch", "plate", "--code", "NO_SUCH_CODE"))
        .contains("Republished: 0");
    assertThat(run("replay", "--retriable")).contains("Republished: 0");
    ReplayFilter plate = new ReplayFilter(Optional.of("plate"), Optional.empty(), false);
    List<CompletableFuture<Long>> replays =
        Stream.of(1, 2, 3)
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () -> new Replay(pipeline.settings()).run(plate).putBack()))
            .toList();

    assertThat(replays.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(3);
    assertThat(run("replay", "--batch", "plate"))
        .contains("Republished: 0", "Skipped, republished before");
    assertThat(run("replay")).contains("Republished: 1");
    assertThat(pipeline.published())
        .hasSize(8)
        .filteredOn(reference -> reference.getSource() == DiscoverySource.REPLAY)
        .extracting(ImageReference::getKey)
        .doesNotHaveDuplicates()
        .hasSize(4);
  }

  @Test
  @Order(2)
  void shouldReplaceAFailureInTheReportWhenAReplaySucceeds() {
    awaitCounts("plate", 0, 3);

    pipeline.startWorker(Map.of());

    awaitCounts("plate", 3, 0);
    awaitCounts("other", 1, 0);
    assertThat(pipeline.explanations()).hasSize(4);
    assertThat(pipeline.failures()).hasSize(4);
  }

  @Test
  @Order(3)
  void shouldChangeNothingInADryRunOrWithoutAnAnswer() {
    List<String> files = pipeline.files();

    assertThat(run("reset", "--batch", "plate", "--dry-run"))
        .contains("3 images, 3 explained, 0 failed, 0 in progress", "nothing was changed");
    assertThat(runAnswering("no\n", 1, "reset", "--batch", "plate")).contains("Delete them?");
    assertThat(runAnswering("", 1, "reset", "--batch", "plate")).contains("Not confirmed");
    assertThat(runAnswering("", 1, "reset", "--batch", "nobody"))
        .contains("There is no batch 'nobody'");

    assertThat(pipeline.files()).isEqualTo(files);
    assertThat(pipeline.withdrawn()).isZero();
  }

  @Test
  @Order(4)
  void shouldExplainTheImagesOfABatchAnewAfterAReset() {
    List<String> files = pipeline.files();

    assertThat(runAnswering("y\n", 0, "reset", "--batch", "plate")).contains("Deleted");

    await().atMost(LIMIT).until(() -> explained("plate") == 6);
    awaitCounts("plate", 3, 0);
    assertThat(explained("other")).isEqualTo(1);
    assertThat(pipeline.withdrawn()).isEqualTo(6);
    assertThat(lasting(pipeline.files())).isEqualTo(lasting(files));
    assertThat(run("replay")).contains("Republished: 0");
  }

  @Test
  @Order(5)
  void shouldRefuseToForgetImagesThatAreUnderWayUnlessForced() {
    pipeline.stopWorker();
    pipeline.putSamples("slow", 1);
    awaitPublished("slow", 1);

    assertThat(runAnswering("", 1, "reset", "--batch", "slow", "--yes"))
        .contains("1 images of batch 'slow' are still under way");
    assertThat(run("reset", "--batch", "slow", "--yes", "--force")).contains("Deleted");

    awaitPublished("slow", 2);
    pipeline.startWorker(Map.of());
    awaitCounts("slow", 1, 0);
  }

  @Test
  @Order(6)
  void shouldLeaveNothingOfABatchWhoseImagesAreGone() {
    pipeline.deleteImages("plate");

    assertThat(run("reset", "--batch", "plate", "--yes")).contains("Deleted");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(pipeline.files())
                    .isNotEmpty()
                    .noneMatch(file -> file.contains("plate/")));
    assertThat(runAnswering("", 1, "reset", "--batch", "plate")).contains("There is no batch");
    awaitCounts("other", 1, 0);
  }

  private long explained(String batch) {
    return pipeline.explanations().stream()
        .map(Explanation::getReference)
        .filter(reference -> reference.getBatch().equals(batch))
        .count();
  }

  private void awaitPublished(String batch, int times) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(pipeline.published())
                    .filteredOn(reference -> reference.getBatch().equals(batch))
                    .hasSize(times));
  }

  private void awaitCounts(String batch, int explained, int failed) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(pipeline.counts(batch))
                    .contains("explained=" + explained, "failed=" + failed, "pending=0"));
  }

  private String run(String... arguments) {
    return runAnswering("", 0, arguments);
  }

  /** What the command prints, to both streams. */
  private String runAnswering(String answer, int exitCode, String... arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    System.setOut(stream);
    System.setErr(stream);
    try {
      String[] all =
          Stream.concat(Stream.of(arguments), Stream.of("--config", pipeline.config().toString()))
              .toArray(String[]::new);
      int code = CamStreamCommand.execute(all);
      String text = printed.toString(StandardCharsets.UTF_8);
      assertThat(code).as(text).isEqualTo(exitCode);
      return text;
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Files whose names do not change when a report is written anew: shards are named by content. */
  private static List<String> lasting(List<String> files) {
    return files.stream().filter(file -> !file.matches(".*/(data|blocks|batches)/[^/]*")).toList();
  }
}
