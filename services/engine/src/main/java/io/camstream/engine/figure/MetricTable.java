package io.camstream.engine.figure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A table of measures to be drawn: a row for each method, a column for each measure.
 *
 * @param headline in bold
 * @param subtitle below, small
 * @param notes below the table, one sentence each
 */
public record MetricTable(
    String headline, String subtitle, List<Column> columns, List<Row> rows, List<String> notes) {

  /** Which values are good ones. */
  public enum Direction {
    HIGHER,
    LOWER,
    /** Neither; no value is marked. */
    NONE
  }

  /**
   * A measure.
   *
   * @param title at most two words a line
   * @param direction which way is better
   * @param full value of a full bar; a bar that is not drawn where it is 0
   */
  public record Column(String title, Direction direction, double full) {}

  /**
   * What is measured.
   *
   * @param detail below the title, small; empty for none
   * @param values one for each column; none for what was not measured
   * @param texts as they are written, one for each column
   */
  public record Row(String title, String detail, List<OptionalDouble> values, List<String> texts) {}
}
