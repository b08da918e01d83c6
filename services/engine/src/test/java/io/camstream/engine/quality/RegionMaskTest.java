package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionMaskTest {

  @Test
  void shouldTakeEveryPixelThatIsNotBlack() {
    RgbImage picture = new RgbImage(2, 1, new byte[] {0, 0, 0, 0, (byte) 255, 0});

    assertThat(RegionMask.of(picture).inside()).containsExactly(false, true);
  }

  @Test
  void shouldShowWhatTheModelSees() {
    boolean[] inside = new boolean[16];
    inside[5] = true;
    RegionMask mask = new RegionMask(4, 4, inside);

    assertThat(mask.atInput(new ModelView(1, 1, 2, 2), 2, 2))
        .containsExactly(true, false, false, false);
    assertThat(mask.atInput(new ModelView(1, 1, 1, 1), 2, 2)).containsOnly(true);
    assertThat(mask.atInput(new ModelView(-2, -2, 2, 2), 2, 2)).containsOnly(false);
  }

  @Test
  void shouldUniteRegions() {
    RegionMask first = new RegionMask(2, 1, new boolean[] {true, false});
    RegionMask second = new RegionMask(2, 1, new boolean[] {false, true});

    assertThat(RegionMask.union(List.of(first, second)).inside()).containsOnly(true);
    assertThat(first.inside()).containsExactly(true, false);
  }

  @Test
  void shouldRefuseAMaskOfAnotherSize() {
    RgbImage image = new RgbImage(3, 2, new byte[18]);
    RegionMask mask = new RegionMask(2, 3, new boolean[6]);

    assertThatThrownBy(() -> new EvaluationImage("cell.png", image, Map.of("nucleus", mask)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the mask 'nucleus' of cell.png is 2 × 3 pixels large, but the image 3 × 2");
  }
}
