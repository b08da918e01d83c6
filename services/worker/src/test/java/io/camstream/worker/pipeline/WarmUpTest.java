package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.InferenceException;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.image.UnreadableImageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private final List<ExplainedImage> drawn = new ArrayList<>();

  @Test
  void shouldExplainAndDrawTheSample() {
    warmUp(new WithSample("fine"));

    assertThat(drawn).hasSize(1);
    assertThat(drawn.get(0).explanation().maps()).isNotEmpty();
  }

  @Test
  void shouldLeaveItToTheFirstImageToTellThatTheEngineFails() {
    warmUp(new WithSample("poison"));

    assertThat(drawn).isEmpty();
  }

  @Test
  void shouldDoNothingWhenTheEngineHasNoSample() {
    warmUp(new FakeEngine(Duration.ZERO));

    assertThat(drawn).isEmpty();
  }

  private void warmUp(ImageExplainer explainer) {
    new WarmUp(explainer, this::draw).run();
  }

  private List<RenderedArtifact> draw(ExplainedImage image) {
    drawn.add(image);
    return FakeEngine.render(image);
  }

  private record WithSample(String text) implements ImageExplainer {

    private static final FakeEngine ENGINE = new FakeEngine(Duration.ZERO);

    @Override
    public Optional<DecodedImage> sample() {
      return Optional.of(decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public ExplainerIdentity identity() {
      return ENGINE.identity();
    }

    @Override
    public long memoryNeeded(byte[] file) {
      return file.length;
    }

    @Override
    public DecodedImage decode(byte[] file) {
      try {
        return ENGINE.decode(file);
      } catch (UnreadableImageException e) {
        throw new InferenceException(
            InferenceException.Code.INFERENCE_FAILED, "not in this test: " + e.getMessage());
      }
    }

    @Override
    public List<ImageExplanation> explain(List<DecodedImage> images) {
      return ENGINE.explain(images);
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
