package io.camstream.engine.figure;

import java.util.List;
import java.util.Optional;

/**
 * A figure of panels before it is laid out.
 *
 * @param headline in bold
 * @param headlineValue after the headline, in regular weight
 * @param subtitle below the headline, small
 * @param rows from top to bottom
 * @param colors of the colour bar
 * @param notes below the panels, one sentence each
 */
record PanelGrid(
    String headline,
    String headlineValue,
    String subtitle,
    List<Row> rows,
    ColorMap colors,
    List<String> notes) {

  /**
   * A row of panels of one size.
   *
   * @param label above the row
   */
  record Row(Optional<String> label, List<Panel> panels) {}
}
