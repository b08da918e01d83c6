package io.camstream.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.cam.MethodDescription;
import io.camstream.engine.quality.EvaluationReport.Coinciding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoincidenceTest {

  private final Coincidence coincidence = new Coincidence();

  @Test
  void shouldGroupMethodsWhoseMapsAreTheSameOnAllImages() {
    coincidence.add(maps(new float[] {1, 0}, new float[] {0.9995f, 0}, new float[] {1, 0.5f}));
    coincidence.add(maps(new float[] {0, 1}, new float[] {0, 1}, new float[] {0, 1}));

    assertThat(coincidence.groups()).containsExactly(new Coinciding("last", List.of("a", "b")));
  }

  @Test
  void shouldNotGroupMethodsThatDifferOnOneImage() {
    coincidence.add(maps(new float[] {1, 0}, new float[] {1, 0}, new float[] {0, 1}));
    coincidence.add(maps(new float[] {1, 0}, new float[] {1, 0.2f}, new float[] {0, 1}));

    assertThat(coincidence.groups()).isEmpty();
  }

  @Test
  void shouldNotGroupMapsThatAreAlwaysEmpty() {
    coincidence.add(maps(new float[2], new float[2], new float[] {0, 1}));

    assertThat(coincidence.groups()).isEmpty();
  }

  @Test
  void shouldNotGroupAcrossLayers() {
    Map<MethodAtLayer, float[]> maps = new LinkedHashMap<>();
    maps.put(new MethodAtLayer(method("a"), "last"), new float[] {1});
    maps.put(new MethodAtLayer(method("a"), "earlier"), new float[] {1});
    coincidence.add(maps);

    assertThat(coincidence.groups()).isEmpty();
  }

  private static Map<MethodAtLayer, float[]> maps(float[] a, float[] b, float[] c) {
    Map<MethodAtLayer, float[]> maps = new LinkedHashMap<>();
    maps.put(new MethodAtLayer(method("a"), "last"), a);
    maps.put(new MethodAtLayer(method("b"), "last"), b);
    maps.put(new MethodAtLayer(method("c"), "last"), c);
    return maps;
  }

  private static MethodDescription method(String id) {
    return MethodDescription.of(id, id).build();
  }
}
