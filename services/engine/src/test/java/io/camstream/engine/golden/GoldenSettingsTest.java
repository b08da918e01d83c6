package io.camstream.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.convnext.TorchRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Logits and default maps of the golden data, computed as {@code camstream bench} and a worker do:
 * in batches, by several callers at once, with one or more threads an operation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenSettingsTest {

  private final GoldenCase golden = GoldenCase.of("demo-v2");
  private final List<PreparedImage> images = new ArrayList<>();
  private Explainer explainer;

  @BeforeAll
  void open() throws Exception {
    explainer = Explainer.open(golden.checkpoint(), EngineOptions.DEFAULT);
    for (int n = 0; n < golden.images(); n++) {
      images.add(explainer.prepare(golden.image(n)));
    }
  }

  /** The other tests run with one thread, so that they can share a machine. */
  @AfterAll
  void close() {
    TorchRuntime.start(1);
    explainer.close();
  }

  @ParameterizedTest(name = "batch {0}, {1} callers, {2} threads")
  @CsvSource({
    "1, 1, 1",
    "1, 2, 1",
    "1, 1, 2",
    "4, 2, 1",
    "4, 1, 2",
    "8, 2, 1",
    "8, 1, 2",
    "16, 2, 2"
  })
  void shouldEqualTheReferenceInEverySetting(int batch, int callers, int threads) throws Exception {
    TorchRuntime.start(threads);
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Future<List<ImageExplanation>>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller;
        running.add(pool.submit(() -> explainer.explain(batch(first, batch), options())));
      }
      for (int caller = 0; caller < callers; caller++) {
        List<ImageExplanation> explanations = running.get(caller).get();
        assertThat(explanations).hasSize(batch);
        for (int i = 0; i < batch; i++) {
          check((caller + i) % images.size(), explanations.get(i));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** The last block, in closed form, and a layer that needs backward passes. */
  private ExplanationOptions options() {
    return ExplanationOptions.DEFAULT.withLayers(layers());
  }

  private List<String> layers() {
    return golden.layers().subList(0, 2);
  }

  private List<PreparedImage> batch(int first, int size) {
    List<PreparedImage> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batch.add(images.get((first + i) % images.size()));
    }
    return batch;
  }

  private void check(int image, ImageExplanation explanation) {
    float[] logits = golden.tensor(image + "/logits");
    for (int k = 0; k < logits.length; k++) {
      assertThat(explanation.prediction().logits().get(k)).isCloseTo(logits[k], within(1e-4f));
    }
    int compared = 0;
    for (ActivationMap map : explanation.maps()) {
      String key =
          "raw/%d/%s/%s/%d"
              .formatted(image, map.layer(), map.method(), map.classIndex().getAsInt());
      if (!map.nil()) {
        double deviation = Deviation.relative(map.raw(), golden.tensor(key), false);
        double allowed = Math.max(1e-4, 10 * golden.sensitivity(key));
        assertThat(deviation).as(key).isLessThan(allowed);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(layers().size() * logits.length);
  }
}
