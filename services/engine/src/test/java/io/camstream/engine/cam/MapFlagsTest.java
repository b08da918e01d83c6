package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.convnext.Features;
import org.junit.jupiter.api.Test;

class MapFlagsTest {

  private static RawMap map(String id, Features activation, Features gradient) {
    return MethodCatalog.STANDARD
        .create(id, MethodSettings.DEFAULT)
        .map(new FakeCamContext(activation, gradient));
  }

  @Test
  void shouldCallAMapNilWhoseTermsCancelAtEveryPosition() {
    Features activation = new Features(2, 1, 2, new float[] {1, 2, 3, 1});
    Features gradient = new Features(2, 1, 2, new float[] {2, -1.0000001f, 1, -3.0000002f});
    assertThat(map("hirescam", activation, gradient).nil()).isTrue();
    assertThat(map("elementwise", activation, gradient).nil()).isFalse();
  }

  @Test
  void shouldNotCallAMapNilThatCancelsAtSomePositionsOnly() {
    Features activation = new Features(2, 1, 2, new float[] {1, 2, 3, 1});
    Features gradient = new Features(2, 1, 2, new float[] {2, -1, 1, 1});
    assertThat(map("hirescam", activation, gradient).nil()).isFalse();
  }

  @Test
  void shouldCallAMapFragileThatDividesByASumNearZero() {
    Features gradient = new Features(1, 1, 2, new float[] {1, 0.5f});
    Features steady = new Features(1, 1, 2, new float[] {1, 2});
    Features cancelling = new Features(1, 1, 2, new float[] {1, -1.001f});
    assertThat(map("xgradcam", steady, gradient).fragile()).isFalse();
    assertThat(map("xgradcam", cancelling, gradient).fragile()).isTrue();
    assertThat(map("gradcam", cancelling, gradient).fragile()).isFalse();
  }

  @Test
  void shouldCallAComponentFragileThatHasARival() {
    Features round = new Features(2, 2, 2, new float[] {1, 0, -1, 0, 0, 1, 0, -1});
    Features oval = new Features(2, 2, 2, new float[] {2, 0, -2, 0, 0, 1, 0, -1});
    assertThat(map("eigencam", round, round).fragile()).isTrue();
    assertThat(map("eigencam", oval, oval).fragile()).isFalse();
  }
}
