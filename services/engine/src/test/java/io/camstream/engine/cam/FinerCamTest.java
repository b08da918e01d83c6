package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camstream.engine.convnext.Features;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FinerCamTest {

  /** Σ p_i (y_c − y_i) / Σ p_i over the three nearest classes, as the paper and library define. */
  private static double objective(float[] logits, int classIndex, int[] similar) {
    double all = 0;
    for (float logit : logits) {
      all += Math.exp(logit);
    }
    double sum = 0;
    double mass = 1e-9;
    for (int i : similar) {
      double probability = Math.exp(logits[i]) / all;
      sum += probability * ((double) logits[classIndex] - logits[i]);
      mass += probability;
    }
    return sum / mass;
  }

  @Test
  void shouldDifferentiateItsObjective() {
    float[] logits = {1.5f, -0.5f, 0.75f, 2, -3};
    int[] similarToTwo = {0, 1, 3};
    AtomicReference<Objective> used = new AtomicReference<>();
    FakeCamContext vectors = FakeCamContext.ofVectors();
    new FinerCam(Reduction.SUM).map(new Recording(vectors, used).evidence());

    float[] weights = used.get().logitWeights(logits, 2);

    for (int j = 0; j < logits.length; j++) {
      float[] up = logits.clone();
      float[] down = logits.clone();
      up[j] += 1e-3f;
      down[j] -= 1e-3f;
      double slope =
          (objective(up, 2, similarToTwo) - objective(down, 2, similarToTwo))
              / ((double) up[j] - down[j]);
      assertThat((double) weights[j]).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void shouldBeTheDifferenceOfTheLogitsWhereThereAreTwoClasses() {
    AtomicReference<Objective> used = new AtomicReference<>();
    new FinerCam(Reduction.SUM).map(new Recording(FakeCamContext.ofVectors(), used).evidence());
    float[] weights = used.get().logitWeights(new float[] {0.5f, 2}, 1);
    assertThat(weights[0]).isCloseTo(-1, within(1e-5f));
    assertThat(weights[1]).isCloseTo(1, within(1e-5f));
  }

  /** CamContext that remembers which objective it was asked for. */
  private record Recording(FakeCamContext source, AtomicReference<Objective> used) {

    CamContext evidence() {
      return (CamContext)
          java.lang.reflect.Proxy.newProxyInstance(
              CamContext.class.getClassLoader(),
              new Class<?>[] {CamContext.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("gradient") && arguments != null) {
                  used.set((Objective) arguments[0]);
                  Features slopes = source.slopes();
                  return slopes;
                }
                return method.invoke(source, arguments);
              });
    }
  }
}
