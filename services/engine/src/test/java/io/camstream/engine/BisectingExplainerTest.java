package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ImageResult.Explained;
import io.camstream.engine.ImageResult.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectingExplainerTest {

  private final List<Integer> sizesOfCalls = new ArrayList<>();
  private final BatchSize batchSize = new BatchSize(8);

  @Test
  void shouldExplainAllInOneForward() {
    var results = inference(batch -> batch).explain(images(8));

    assertThat(sizesOfCalls).containsExactly(8);
    assertThat(results).allSatisfy(r -> assertThat(explained(r).batchSize()).isEqualTo(8));
    assertThat(results.stream().map(r -> explained(r).explanation())).isEqualTo(images(8));
  }

  @Test
  void shouldBlameOnlyTheBadImageOfABatch() {
    var results = inference(batch -> refuse(batch, 5)).explain(images(8));

    assertThat(results.get(5))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("NON_FINITE_LOGITS");
              assertThat(failed.message()).isEqualTo("image 5");
            });
    assertThat(IntStream.range(0, 8).filter(i -> i != 5).mapToObj(results::get))
        .allSatisfy(result -> assertThat(result).isInstanceOf(Explained.class));
  }

  @Test
  void shouldHalveTheBatchWhenMemoryRunsOutAndBlameNoImage() {
    var inference = inference(batch -> fitting(batch, 2));

    assertThat(inference.explain(images(8)))
        .allSatisfy(result -> assertThat(explained(result).batchSize()).isEqualTo(2));
    assertThat(sizesOfCalls).containsExactly(8, 4, 2, 2, 4, 2, 2);
    assertThat(batchSize.current()).isEqualTo(2);
  }

  @Test
  void shouldTreatTheJvmsOutOfMemoryLikeTheEngines() {
    var inference =
        inference(
            batch -> {
              if (batch.size() > 4) {
                throw new OutOfMemoryError("Java heap space");
              }
              return batch;
            });

    assertThat(inference.explain(images(8))).hasOnlyElementsOfType(Explained.class);
    assertThat(batchSize.current()).isEqualTo(4);
  }

  @Test
  void shouldTryALoneImageOnceMoreBeforeBlamingItForMemory() {
    var results = inference(batch -> fitting(batch, 0)).explain(images(1));

    assertThat(sizesOfCalls).containsExactly(1, 1);
    assertThat(results)
        .singleElement()
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.code()).isEqualTo("OUT_OF_MEMORY"));
  }

  @Test
  void shouldGrowTheBatchAgainAfterManyFullBatches() {
    batchSize.outOfMemory(8);
    var inference = inference(batch -> batch);
    for (int i = 0; i < 99; i++) {
      inference.explain(images(4));
    }
    assertThat(batchSize.current()).isEqualTo(4);

    inference.explain(images(1));
    assertThat(batchSize.current()).isEqualTo(4);
    inference.explain(images(4));
    assertThat(batchSize.current()).isEqualTo(8);
  }

  @Test
  void shouldNotGiveResultsToTheWrongImagesWhenTheEngineLosesOne() {
    var inference = inference(batch -> batch.size() == 1 ? batch : batch.subList(1, batch.size()));

    assertThat(inference.explain(images(3)).stream().map(r -> explained(r).explanation()))
        .containsExactly(0, 1, 2);
  }

  private BisectingExplainer<Integer, Integer> inference(
      Function<List<Integer>, List<Integer>> explainer) {
    return new BisectingExplainer<>(
        batch -> {
          sizesOfCalls.add(batch.size());
          return explainer.apply(batch);
        },
        batchSize);
  }

  private static List<Integer> refuse(List<Integer> batch, Integer bad) {
    if (batch.contains(bad)) {
      throw new InferenceException(InferenceException.Code.NON_FINITE_LOGITS, "image " + bad);
    }
    return batch;
  }

  private static List<Integer> fitting(List<Integer> batch, int capacity) {
    if (batch.size() > capacity) {
      throw new InferenceException(InferenceException.Code.OUT_OF_MEMORY, "no room");
    }
    return batch;
  }

  private static List<Integer> images(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Explained<Integer> explained(ImageResult<Integer> result) {
    assertThat(result).isInstanceOf(Explained.class);
    return (Explained<Integer>) result;
  }
}
