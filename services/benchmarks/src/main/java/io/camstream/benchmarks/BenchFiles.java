package io.camstream.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.engine.figure.MetricTable;
import io.camstream.engine.figure.MetricTablePainter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report as files. */
public final class BenchFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private BenchFiles() {}

  /** Everything, for programs. Times are milliseconds an image. */
  public static byte[] json(BenchReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("date", report.start().toString());
    root.put("rounds", report.rounds());
    ObjectNode machine = root.putObject("machine");
    machine.put("processor", report.machine().processor());
    machine.put("processors", report.machine().processors());
    machine.put("system", report.machine().system());
    machine.put("java", report.machine().java());
    machine.put("engine", report.machine().engine());
    machine.put("peer", report.machine().peer().orElse(null));
    ArrayNode goals = root.putArray("goals");
    report.findings().forEach(finding -> add(goals.addObject(), finding));
    ObjectNode measurements = root.putObject("measurements");
    report
        .costs()
        .forEach(
            (name, costs) -> {
              ArrayNode rounds = measurements.putArray(name);
              costs.forEach(rounds::addPOJO);
            });
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ObjectNode node, BenchFinding finding) {
    node.put("goal", finding.goal());
    node.put("title", finding.title());
    finding.value().ifPresentOrElse(value -> node.put("value", value), () -> node.putNull("value"));
    node.put("unit", finding.target().unit());
    node.put("limit", finding.target().limit());
    node.put("sense", finding.target().sense().name().toLowerCase(Locale.ROOT));
    node.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    finding.details().forEach(node.withArray("details")::add);
  }

  /** A picture of what was measured, as PNG. */
  public static byte[] picture(BenchReport report, String command) {
    List<MetricTable.Row> rows = new ArrayList<>();
    for (BenchFinding finding : report.findings()) {
      rows.add(
          new MetricTable.Row(
              finding.goal() + "  " + finding.title(),
              "",
              List.of(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
              List.of(finding.figure(), finding.target().text(), verdict(finding))));
    }
    String date = LocalDate.ofInstant(report.start(), ZoneOffset.UTC).toString();
    MetricTable table =
        new MetricTable(
            "How fast it is",
            "%s   ·   %s   ·   %s".formatted(date, report.machine().text(), command),
            List.of(column("Measured"), column("Goal"), column("Verdict")),
            rows,
            List.of(
                report.machine().software()
                    + ". ConvNeXtV2-Tiny, 224 × 224, float32. Median of "
                    + report.rounds()
                    + " rounds, each side at its best setting."));
    return new MetricTablePainter(table).paint();
  }

  private static MetricTable.Column column(String title) {
    return new MetricTable.Column(title, MetricTable.Direction.NONE, 0);
  }

  static String verdict(BenchFinding finding) {
    return switch (finding.verdict()) {
      case MET -> "met";
      case MISSED -> "missed";
      case NOT_MEASURED -> "not measured";
    };
  }
}
