package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker with the real engine and the sample model, on a real broker, registry and store. */
@Timeout(120)
class EngineWorkerIT {

  private static final Path DEMO = Path.of("..", "..", "infra", "demo");
  private static final int IMAGES = 10;

  @Test
  void shouldExplainTheSampleImages() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (TestSystem system = new TestSystem("worker-it-engine");
        WorkerService worker =
            WorkerService.create(
                system
                    .settings()
                    .with(Map.of("camstream.worker.model", DEMO.resolve("model").toString())),
                meters)) {
      worker.start();
      for (Path image : sampleImages()) {
        system.drop("cells/" + image.getFileName(), Files.readAllBytes(image));
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> system.explained().size() + system.failed().size() == IMAGES);
      assertThat(system.failed()).isEmpty();
      assertThat(system.explained()).allSatisfy(record -> assertComplete(record.value(), system));
      assertThat(meters.get("camstream.worker.explained").counter().count()).isEqualTo(IMAGES);
    }
  }

  private static void assertComplete(Explanation explanation, TestSystem system) {
    int classes = explanation.getModel().getClassNames().size();
    assertThat(explanation.getMaps()).hasSize(3 * classes);
    assertThat(explanation.getPrediction().getProbabilities()).hasSize(classes);
    assertThat(explanation.getTimings().getInferMillis()).isPositive();
    assertThat(explanation.getTimings().getRenderMillis()).isPositive();
    assertThat(explanation.getRuntime().getVersion()).matches("[0-9].*");
    assertThat(explanation.getArtifacts())
        .extracting(Artifact::getKind)
        .containsExactlyInAnyOrder(
            "original",
            "overlay:gradcam",
            "overlay:gradcampp",
            "overlay:layercam",
            "comparison",
            "classes:gradcam",
            "classes:gradcampp",
            "classes:layercam",
            "probabilities",
            "maps",
            "results");
    assertThat(explanation.getArtifacts())
        .allSatisfy(
            artifact ->
                assertThat(system.store().head(artifact.getBucket(), artifact.getKey()).size())
                    .isEqualTo(artifact.getBytes()));
  }

  private static List<Path> sampleImages() throws IOException {
    try (Stream<Path> files = Files.walk(DEMO.resolve("images"))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(bmp|png|jpg|jpeg)"))
          .sorted()
          .limit(IMAGES)
          .toList();
    }
  }
}
