package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WeightCascadeTest {

  private static final String DEEP = "encoder.stages.3.layers.0.pwconv1.weight";
  private static final String STEM = "embeddings.patch_embeddings.weight";
  private static Checkpoint original;

  @BeforeAll
  static void readCheckpoint() throws CheckpointException {
    original = Checkpoint.read(Path.of("../../infra/demo/model"));
  }

  @Test
  void shouldGoFromTheClassifierToTheStem() {
    assertThat(new WeightCascade(original, 0).steps())
        .containsExactly(
            "classifier",
            "encoder.stages.3",
            "encoder.stages.2",
            "encoder.stages.1",
            "encoder.stages.0",
            "embeddings");
  }

  @Test
  void shouldKeepWhatWasRandomisedBefore() {
    WeightCascade cascade = new WeightCascade(original, 0);

    assertThat(changed(cascade.randomised(1), "classifier.weight")).isTrue();
    assertThat(changed(cascade.randomised(1), "layernorm.weight")).isTrue();
    assertThat(changed(cascade.randomised(1), DEEP)).isFalse();
    assertThat(changed(cascade.randomised(2), "classifier.weight")).isTrue();
    assertThat(changed(cascade.randomised(2), DEEP)).isTrue();
    assertThat(changed(cascade.randomised(5), STEM)).isFalse();
    assertThat(changed(cascade.randomised(6), STEM)).isTrue();
  }

  @Test
  void shouldShuffleTheValuesAndLeaveTheOriginalAlone() {
    float[] before = values(original, DEEP);

    float[] shuffled = values(new WeightCascade(original, 3).randomised(6), DEEP);

    assertThat(Arrays.equals(values(original, DEEP), before)).isTrue();
    Arrays.sort(before);
    Arrays.sort(shuffled);
    assertThat(Arrays.equals(before, shuffled)).isTrue();
  }

  @Test
  void shouldRepeatWithTheSameSeed() {
    float[] first = values(new WeightCascade(original, 5).randomised(2), DEEP);

    assertThat(Arrays.equals(values(new WeightCascade(original, 5).randomised(2), DEEP), first))
        .isTrue();
    assertThat(Arrays.equals(values(new WeightCascade(original, 6).randomised(2), DEEP), first))
        .isFalse();
  }

  private static boolean changed(Checkpoint randomised, String weight) {
    return !Arrays.equals(values(randomised, weight), values(original, weight));
  }

  private static float[] values(Checkpoint checkpoint, String weight) {
    return checkpoint.weights().get(weight).toArray();
  }
}
