package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopEigenpairTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 49, 200, 400})
  void shouldFindTheLargestEigenvalueAndItsVector(int size) {
    double[] matrix = symmetric(size);

    TopEigenpair top = TopEigenpair.of(matrix, size);

    double norm = 0;
    for (int row = 0; row < size; row++) {
      double product = 0;
      for (int column = 0; column < size; column++) {
        product += matrix[row * size + column] * top.vector()[column];
      }
      assertThat(product)
          .isCloseTo(top.value() * top.vector()[row], within(1e-8 * Math.abs(top.value())));
      norm += top.vector()[row] * top.vector()[row];
    }
    assertThat(norm).isCloseTo(1, within(1e-12));
    assertThat(top.value()).isGreaterThan(rayleigh(matrix, size, 1000) - 1e-9);
  }

  @Test
  void shouldTakeTheLargestAndNotTheLargestInAbsoluteTerms() {
    TopEigenpair top = TopEigenpair.of(new double[] {-10, 0, 0, 0, 3, 0, 0, 0, 1}, 3);
    assertThat(top.value()).isCloseTo(3, within(1e-12));
    assertThat(top.second()).isCloseTo(1, within(1e-12));
    assertThat(Math.abs(top.vector()[1])).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldEndOnAMatrixOfZeros() {
    TopEigenpair top = TopEigenpair.of(new double[25], 5);
    assertThat(top.value()).isZero();
  }

  /** Of indefinite sign, with eigenvalues close to each other. */
  private static double[] symmetric(int size) {
    Random random = new Random(size);
    double[] matrix = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double value = random.nextGaussian();
        matrix[i * size + j] = value;
        matrix[j * size + i] = value;
      }
    }
    return matrix;
  }

  /** The largest quotient among random vectors, which no eigenvalue of the top is below. */
  private static double rayleigh(double[] matrix, int size, int tries) {
    Random random = new Random(7);
    double largest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < tries; t++) {
      double[] vector = random.doubles(size, -1, 1).toArray();
      double quotient = 0;
      double norm = 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          quotient += vector[i] * matrix[i * size + j] * vector[j];
        }
        norm += vector[i] * vector[i];
      }
      largest = Math.max(largest, quotient / norm);
    }
    return largest;
  }
}
