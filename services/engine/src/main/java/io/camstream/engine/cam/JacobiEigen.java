package io.camstream.engine.cam;

/** Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations. */
final class JacobiEigen {

  private static final int MAX_SWEEPS = 60;
  private static final double TOLERANCE = 1e-15;

  private JacobiEigen() {}

  /**
   * Turns the matrix into a diagonal one, in place.
   *
   * @return the eigenvectors, one a column
   */
  static double[][] diagonalise(double[][] matrix) {
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    double norm = 0;
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
      for (double value : matrix[i]) {
        norm += value * value;
      }
    }
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      double rest = 0;
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rest += matrix[p][q] * matrix[p][q];
        }
      }
      if (!(rest > TOLERANCE * TOLERANCE * norm)) {
        break;
      }
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          if (matrix[p][q] != 0) {
            rotate(matrix, vectors, p, q);
          }
        }
      }
    }
    return vectors;
  }

  /** Makes element (p, q) zero (Golub and Van Loan, 8.5.2). */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    double tau = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double sign = tau >= 0 ? 1 : -1;
    double tangent = sign / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;
    for (int i = 0; i < matrix.length; i++) {
      double a = matrix[i][p];
      double b = matrix[i][q];
      matrix[i][p] = cosine * a - sine * b;
      matrix[i][q] = sine * a + cosine * b;
    }
    for (int i = 0; i < matrix.length; i++) {
      double a = matrix[p][i];
      double b = matrix[q][i];
      matrix[p][i] = cosine * a - sine * b;
      matrix[q][i] = sine * a + cosine * b;
    }
    for (double[] row : vectors) {
      double a = row[p];
      double b = row[q];
      row[p] = cosine * a - sine * b;
      row[q] = sine * a + cosine * b;
    }
  }
}
