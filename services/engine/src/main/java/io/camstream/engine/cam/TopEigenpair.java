package io.camstream.engine.cam;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The algebraically largest eigenvalue of a symmetric matrix with its vector, by the Lanczos method
 * with full reorthogonalisation (Golub and Van Loan, Matrix Computations, 10.1 and 10.3). Tensor
 * libraries and EJML compute all eigenvectors, in the cube of the size; this one needs some dozen
 * products, and leaves the small tridiagonal matrix to EJML. Deterministic.
 *
 * @param value the largest eigenvalue
 * @param second the second largest
 * @param vector of length 1, up to its sign
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one call.
record TopEigenpair(double value, double second, double[] vector) {

  private static final int MAX_STEPS = 150;
  private static final int CHECK_EVERY = 10;
  private static final double TOLERANCE = 1e-11;
  private static final long START_SEED = 1;

  /**
   * @param matrix {@code size * size} values
   */
  static TopEigenpair of(double[] matrix, int size) {
    int maxSteps = Math.min(size, MAX_STEPS);
    double[][] basis = new double[maxSteps + 1][];
    double[] diagonal = new double[maxSteps];
    double[] offDiagonal = new double[maxSteps];
    Random random = new Random(START_SEED);
    basis[0] = fresh(random, basis, 0, size);
    for (int step = 0; ; step++) {
      double[] next = product(matrix, size, basis[step]);
      diagonal[step] = dot(next, basis[step]);
      // Twice is enough (Kahan and Parlett): once loses orthogonality to rounding.
      orthogonalise(next, basis, step + 1);
      orthogonalise(next, basis, step + 1);
      double rest = Math.sqrt(dot(next, next));
      int steps = step + 1;
      if (steps == maxSteps || steps % CHECK_EVERY == 0) {
        Ritz ritz = Ritz.of(diagonal, offDiagonal, steps);
        double residual = rest * Math.abs(ritz.vector()[steps - 1]);
        if (steps == maxSteps || residual < TOLERANCE * Math.abs(ritz.value())) {
          return new TopEigenpair(
              ritz.value(), ritz.second(), combination(basis, ritz.vector(), size));
        }
      }
      boolean broken = !(rest > TOLERANCE * (Math.abs(diagonal[0]) + offDiagonal[0]));
      // The subspace is complete; another start finds what it can't see, such as a twin eigenvalue.
      offDiagonal[step] = broken ? 0 : rest;
      basis[steps] = broken ? fresh(random, basis, steps, size) : scaled(next, 1 / rest);
    }
  }

  /** Eigenpairs of the tridiagonal matrix that the steps have built. */
  private record Ritz(double value, double second, double[] vector) {

    static Ritz of(double[] diagonal, double[] offDiagonal, int steps) {
      DMatrixRMaj matrix = new DMatrixRMaj(steps, steps);
      for (int i = 0; i < steps; i++) {
        matrix.set(i, i, diagonal[i]);
        if (i + 1 < steps) {
          matrix.set(i, i + 1, offDiagonal[i]);
          matrix.set(i + 1, i, offDiagonal[i]);
        }
      }
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(steps, true, true);
      if (!eigen.decompose(matrix)) {
        // Only values that are not finite do not converge; the map is refused for them later.
        double[] vector = new double[steps];
        Arrays.fill(vector, Double.NaN);
        return new Ritz(Double.NaN, Double.NaN, vector);
      }
      int top = 0;
      for (int i = 1; i < steps; i++) {
        top = value(eigen, i) > value(eigen, top) ? i : top;
      }
      double second = steps > 1 ? Double.NEGATIVE_INFINITY : 0;
      for (int i = 0; i < steps; i++) {
        second = i != top ? Math.max(second, value(eigen, i)) : second;
      }
      return new Ritz(value(eigen, top), second, eigen.getEigenVector(top).getData());
    }

    private static double value(EigenDecomposition_F64<DMatrixRMaj> eigen, int index) {
      return eigen.getEigenvalue(index).getReal();
    }
  }

  /** A random vector of length 1, orthogonal to the first {@code count} of a basis. */
  private static double[] fresh(Random random, double[][] basis, int count, int size) {
    double[] vector = new double[size];
    Arrays.setAll(vector, i -> random.nextGaussian());
    orthogonalise(vector, basis, count);
    orthogonalise(vector, basis, count);
    return scaled(vector, 1 / Math.sqrt(dot(vector, vector)));
  }

  private static double[] product(double[] matrix, int size, double[] vector) {
    double[] product = new double[size];
    for (int row = 0; row < size; row++) {
      double sum = 0;
      for (int column = 0; column < size; column++) {
        sum += matrix[row * size + column] * vector[column];
      }
      product[row] = sum;
    }
    return product;
  }

  private static void orthogonalise(double[] vector, double[][] basis, int count) {
    for (int b = 0; b < count; b++) {
      double share = dot(vector, basis[b]);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= share * basis[b][i];
      }
    }
  }

  private static double[] combination(double[][] basis, double[] shares, int size) {
    double[] vector = new double[size];
    for (int b = 0; b < shares.length; b++) {
      for (int i = 0; i < size; i++) {
        vector[i] += shares[b] * basis[b][i];
      }
    }
    return scaled(vector, 1 / Math.sqrt(dot(vector, vector)));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = new double[vector.length];
    Arrays.setAll(scaled, i -> vector[i] * factor);
    return scaled;
  }
}
