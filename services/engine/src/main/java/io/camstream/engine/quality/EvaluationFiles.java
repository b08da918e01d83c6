package io.camstream.engine.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.engine.quality.MethodScore.Faithfulness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** An evaluation as files: a table for other programs, and everything as JSON. */
public final class EvaluationFiles {

  private EvaluationFiles() {}

  /**
   * One row for each method and layer, in UTF-8 with a header: {@code method, layer, images, empty,
   * insertion_auc, deletion_auc, average_drop, increase}, then {@code energy_<region>} and {@code
   * pointing_<region>} of each region, {@code sanity_<step>} of each step of the sanity check, and
   * {@code millis_per_image}. What was not measured is empty.
   */
  public static byte[] csv(EvaluationReport report) {
    List<Map<String, Object>> rows = report.scores().stream().map(EvaluationFiles::row).toList();
    Set<String> columns = new LinkedHashSet<>();
    // Regions and steps that some method lacks must not move behind the last column.
    rows.stream()
        .sorted((first, second) -> second.size() - first.size())
        .forEach(row -> columns.addAll(row.keySet()));
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(columns);
      for (Map<String, Object> row : rows) {
        printer.printRecord(columns.stream().map(row::get));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory can't be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Everything, the findings in words included. */
  public static byte[] json(EvaluationReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("model")
        .put("name", report.model().name())
        .put("architecture", report.model().architecture())
        .put("weights_sha256", report.model().weightsSha256())
        .put("config_sha256", report.model().configSha256());
    root.put("images", report.images());
    ObjectMapper mapper = new ObjectMapper();
    root.set(
        "methods", mapper.valueToTree(report.scores().stream().map(EvaluationFiles::row).toList()));
    root.set("coinciding", mapper.valueToTree(report.coinciding()));
    root.set("findings", mapper.valueToTree(EvaluationVerdicts.of(report)));
    try {
      String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  private static Map<String, Object> row(MethodScore score) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", score.method());
    row.put("layer", score.layer());
    row.put("images", score.scored());
    row.put("empty", score.empty());
    row.put("insertion_auc", score.faithfulness().map(Faithfulness::insertion).orElse(null));
    row.put("deletion_auc", score.faithfulness().map(Faithfulness::deletion).orElse(null));
    row.put("average_drop", score.faithfulness().map(Faithfulness::averageDrop).orElse(null));
    row.put("increase", score.faithfulness().map(Faithfulness::increase).orElse(null));
    score
        .regions()
        .forEach(
            (region, values) -> {
              row.put("energy_" + region, values.energy());
              row.put("pointing_" + region, values.pointing());
            });
    score
        .sanity()
        .ifPresent(sanity -> sanity.byStep().forEach((step, r) -> row.put("sanity_" + step, r)));
    row.put("millis_per_image", score.millisPerImage());
    return row;
  }
}
