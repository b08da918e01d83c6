package io.camstream.report.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Evidence of images of one model, as {@code EvidenceDump} of the engine prints it. */
final class EvidenceTable {

  private final List<Map<String, String>> rows = new ArrayList<>();

  private EvidenceTable(String csv) {
    List<String> lines = csv.lines().toList();
    String[] names = lines.get(0).split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
  }

  static EvidenceTable resource(String name) {
    try (InputStream in = EvidenceTable.class.getResourceAsStream(name + ".csv.gz")) {
      return new EvidenceTable(
          new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EvidenceTable file(Path file) throws IOException {
    return new EvidenceTable(Files.readString(file));
  }

  /** The findings of images of these sets as one batch, in this order. */
  Findings findings(List<Integer> order, String... sets) {
    AuditScan scan = new AuditScan();
    List<Map<String, String>> batch = rows(sets);
    Map<String, Map<String, String>> byKey = new HashMap<>();
    for (int i : order) {
      AuditedImage image = image(batch.get(i));
      byKey.put(image.key(), batch.get(i));
      scan.add(image, Map.of(image.predictedClass(), image.confidence()));
    }
    return scan.findings(image -> map(byKey.get(image.key())));
  }

  Findings findings(String... sets) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows(sets).size(); i++) {
      order.add(i);
    }
    return findings(order, sets);
  }

  List<Map<String, String>> rows(String... sets) {
    return rows.stream().filter(row -> Arrays.asList(sets).contains(row.get("set"))).toList();
  }

  static Optional<HeatGrid> map(Map<String, String> row) {
    String[] values = row.get("map").split(" ", -1);
    float[] raw = new float[values.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Float.parseFloat(values[i]);
    }
    int side = (int) Math.round(Math.sqrt(raw.length));
    return HeatGrid.of(side, side, raw);
  }

  static AuditedImage image(Map<String, String> row) {
    String key = "images/" + row.get("set") + "/" + row.get("file");
    return new AuditedImage(
        key,
        "",
        "png",
        Optional.of(row.get("label")),
        row.get("predicted"),
        number(row, "confidence"),
        new AuditedImage.Location(
            number(row, "border"),
            number(row, "background"),
            number(row, "hot_outside"),
            number(row, "object_confidence"),
            List.of(number(row, "hot_l"), number(row, "hot_a"), number(row, "hot_b")),
            number(row, "color_distance"),
            number(row, "centre_x"),
            number(row, "centre_y")),
        Optional.of(
            new AuditedImage.Answers(
                answer(row, "without"), answer(row, "alone"), answer(row, "other"))),
        new AuditedImage.Stability(Double.NaN, false, number(row, "shift")),
        new AuditedImage.Traits(
            224,
            224,
            List.of(number(row, "cast_a"), number(row, "cast_b")),
            number(row, "sharpness"),
            number(row, "texture")));
  }

  private static Optional<AuditedImage.Answer> answer(Map<String, String> row, String name) {
    int index = Integer.parseInt(row.get(name));
    return index < 0
        ? Optional.empty()
        : Optional.of(
            new AuditedImage.Answer(
                number(row, name + "_p"), row.get("classes").split("\\|", -1)[index]));
  }

  private static double number(Map<String, String> row, String name) {
    return Double.parseDouble(row.get(name));
  }
}
