package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.golden.GoldenCase;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PreprocessorConfig;
import io.camstream.engine.image.RgbImage;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayGoldenTest {

  /** Against {@code show_cam_on_image} of pytorch-grad-cam 1.5.7 over the de-normalised input. */
  @ParameterizedTest
  @ValueSource(strings = {"demo-v2", "random-v1", "squash-v2"})
  void shouldDrawAsPytorchGradCamDoes(String name) throws CheckpointException, IOException {
    GoldenCase golden = GoldenCase.of(name);
    RgbImage input = input(golden);
    String predicted = golden.expectedImage(0).get("predicted_class").asText();
    float[] map =
        golden.tensor(
            "final/0/%s/gradcam/%d"
                .formatted(golden.layers().get(0), golden.classes().indexOf(predicted)));

    RgbImage overlay =
        new HeatOverlay(input, new ModelView(0, 0, input.width(), input.height()))
            .heat(map, input.height(), input.width(), ColorMap.JET, 0.5);

    float[] expected = golden.tensor("overlay/0/gradcam");
    assertThat(overlay.pixels()).hasSize(expected.length);
    int apart = 0;
    for (int i = 0; i < expected.length; i++) {
      int difference = Math.abs((overlay.pixels()[i] & 0xff) - (int) expected[i]);
      assertThat(difference).isLessThanOrEqualTo(2);
      apart += difference > 1 ? 1 : 0;
    }
    assertThat(apart).isLessThanOrEqualTo(expected.length / 1000);
  }

  /** The model's input as levels again; exact, because it was made of levels. */
  private static RgbImage input(GoldenCase golden) throws CheckpointException, IOException {
    PreprocessorConfig config = Checkpoint.read(golden.checkpoint()).preprocessor();
    float[] chw = golden.tensor("0/pixel_values");
    int area = chw.length / 3;
    int side = (int) Math.sqrt(area);
    byte[] pixels = new byte[chw.length];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < area; i++) {
        double value =
            chw[channel * area + i] * config.std().get(channel) + config.mean().get(channel);
        pixels[3 * i + channel] = (byte) Math.round(255 * value);
      }
    }
    return new RgbImage(side, side, pixels);
  }
}
