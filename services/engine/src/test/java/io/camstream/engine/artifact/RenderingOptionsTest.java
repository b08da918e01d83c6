package io.camstream.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.engine.figure.ColorMap;
import io.camstream.engine.figure.HeatStyle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingOptionsTest {

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.01, Double.NaN})
  void shouldRefuseAnOpacityOutsideZeroToOne(double opacity) {
    assertThatThrownBy(() -> new HeatStyle(ColorMap.JET, opacity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the opacity must be a number from 0 to 1, not " + opacity);
  }

  @Test
  void shouldRefuseToMakeNothing() {
    assertThatThrownBy(() -> RenderingOptions.DEFAULT.withArtifacts(Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one artifact must be chosen");
  }

  @Test
  void shouldReadListsOfArtifacts() {
    assertThat(ArtifactKind.parse("all")).containsExactly(ArtifactKind.values());
    assertThat(ArtifactKind.parse(" maps ,original"))
        .containsExactly(ArtifactKind.ORIGINAL, ArtifactKind.MAPS);
    assertThatThrownBy(() -> ArtifactKind.parse("original,overlays"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no artifact 'overlays'; did you mean overlay");
  }
}
