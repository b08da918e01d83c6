package io.camstream.report.page;

import io.camstream.report.tables.BatchSummary.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of a confusion matrix that fits on a page.
 *
 * @param classes shown, in the model's order
 * @param rows one for each label
 * @param allClasses how many classes the batch has
 */
public record ConfusionView(List<String> classes, List<Row> rows, int allClasses) {

  private static final int SHOWN = 20;
  private static final int SHADES = 10;

  /** The row of one label. */
  public record Row(String label, long support, List<Cell> cells) {}

  /**
   * @param shade share of the label's images in this cell, from 0 (none) to 10 (all)
   */
  public record Cell(String predicted, long images, int shade, boolean right) {}

  /** All classes, or the twenty that are confused most often. */
  static ConfusionView of(ConfusionMatrix matrix) {
    int all = matrix.classes().size();
    List<Integer> shown =
        IntStream.range(0, all)
            .boxed()
            .sorted(Comparator.comparingLong(k -> -mistakes(matrix, k)))
            .limit(SHOWN)
            .sorted()
            .toList();
    return new ConfusionView(
        shown.stream().map(matrix.classes()::get).toList(),
        shown.stream().map(label -> row(matrix, label, shown)).toList(),
        all);
  }

  private static long mistakes(ConfusionMatrix matrix, int k) {
    long missed = support(matrix, k) - matrix.counts().get(k).get(k);
    long wrongly =
        matrix.counts().stream().mapToLong(row -> row.get(k)).sum() - matrix.counts().get(k).get(k);
    return missed + wrongly;
  }

  private static long support(ConfusionMatrix matrix, int label) {
    return matrix.counts().get(label).stream().mapToLong(Long::longValue).sum();
  }

  private static Row row(ConfusionMatrix matrix, int label, List<Integer> shown) {
    long support = support(matrix, label);
    List<Cell> cells =
        shown.stream()
            .map(
                predicted -> {
                  long images = matrix.counts().get(label).get(predicted);
                  int shade =
                      support == 0 ? 0 : (int) Math.ceil((double) SHADES * images / support);
                  return new Cell(
                      matrix.classes().get(predicted), images, shade, label == predicted);
                })
            .toList();
    return new Row(matrix.classes().get(label), support, cells);
  }
}
