package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Prediction;
import io.camstream.schemas.Region;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One image in a block: its picture, probabilities and maps, as one line of JSON. */
final class ImageDetail {

  /** With more classes than this, only the most probable ones are listed. */
  private static final int ALL_CLASSES = 50;

  private static final int LISTED_CLASSES = 20;

  /** Most values of the maps of one image; a thousand classes have many more. */
  private static final int MAP_VALUES = 12_000;

  private static final int LEVELS = 255;
  private static final MathContext DIGITS = new MathContext(6);

  private ImageDetail() {}

  static String json(ShardRow row, Catalogue catalogue) {
    return ReportScript.json(json -> write(json, row, catalogue));
  }

  private static void write(JsonGenerator json, ShardRow row, Catalogue catalogue)
      throws IOException {
    Explanation explanation = row.explanation();
    json.writeStartObject();
    Optional<Thumbnail> picture = row.thumbnail();
    if (picture.isPresent()) {
      json.writeStringField("p", Base64.getEncoder().encodeToString(picture.get().jpeg()));
    }
    json.writeNumberField("pw", picture.map(Thumbnail::width).orElse(0));
    json.writeNumberField("ph", picture.map(Thumbnail::height).orElse(0));
    json.writeNumberField("w", explanation.getImageWidth());
    json.writeNumberField("h", explanation.getImageHeight());
    Region view = explanation.getModelView();
    json.writeArrayFieldStart("view");
    number(json, view.getX());
    number(json, view.getY());
    number(json, view.getWidth());
    number(json, view.getHeight());
    json.writeEndArray();
    json.writeNumberField("model", catalogue.model(explanation.getModel()));
    probabilities(json, explanation.getPrediction());
    maps(json, row, catalogue);
    files(json, explanation.getArtifacts());
    json.writeEndObject();
  }

  private static void probabilities(JsonGenerator json, Prediction prediction) throws IOException {
    List<Double> all = prediction.getProbabilities();
    List<Integer> listed = IntStream.range(0, all.size()).boxed().toList();
    if (all.size() > ALL_CLASSES) {
      listed =
          listed.stream()
              .sorted(Comparator.comparingDouble((Integer k) -> -all.get(k)))
              .limit(LISTED_CLASSES)
              .toList();
      json.writeArrayFieldStart("k");
      for (int k : listed) {
        json.writeNumber(k);
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("probs");
    for (int k : listed) {
      number(json, all.get(k));
    }
    json.writeEndArray();
  }

  private static void maps(JsonGenerator json, ShardRow row, Catalogue catalogue)
      throws IOException {
    List<ClassActivationMap> chosen = chosen(row);
    json.writeArrayFieldStart("maps");
    for (ClassActivationMap map : chosen) {
      json.writeStartArray();
      json.writeNumber(catalogue.map(map.getMethod(), map.getLayer()));
      json.writeNumber(map.getClassIndex() == null ? -1 : map.getClassIndex());
      json.writeNumber(map.getHeight());
      json.writeNumber(map.getWidth());
      float peak = peak(map);
      json.writeString(quantised(map, peak));
      number(json, peak);
      json.writeString(
          (map.getNil() ? "n" : "") + (map.getEmpty() ? "e" : "") + (map.getFragile() ? "f" : ""));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeNumberField("left", row.maps().size() - chosen.size());
  }

  /** The maps in the order of their importance, as long as their values fit. */
  private static List<ClassActivationMap> chosen(ShardRow row) {
    Prediction prediction = row.explanation().getPrediction();
    List<Double> probabilities = prediction.getProbabilities();
    List<String> classes = row.explanation().getModel().getClassNames();
    int label = row.label().map(classes::indexOf).orElse(-1);
    List<ClassActivationMap> sorted = new ArrayList<>(row.maps());
    sorted.sort(
        Comparator.comparingDouble(
            map -> {
              Integer k = map.getClassIndex();
              if (k == null || k == prediction.getClassIndex()) {
                return -3;
              }
              if (k == label) {
                return -2;
              }
              return k >= 0 && k < probabilities.size() ? -probabilities.get(k) : 0;
            }));
    List<ClassActivationMap> chosen = new ArrayList<>();
    long used = 0;
    for (ClassActivationMap map : sorted) {
      used += map.getValues().size();
      if (used > MAP_VALUES && !chosen.isEmpty()) {
        break;
      }
      chosen.add(map);
    }
    return chosen;
  }

  /** The highest finite value, 0 where none is positive. */
  static float peak(ClassActivationMap map) {
    float peak = 0;
    for (float value : map.getValues()) {
      if (Float.isFinite(value) && value > peak) {
        peak = value;
      }
    }
    return peak;
  }

  /** Whether the map has its values, and all of them are finite. */
  static boolean isWhole(ClassActivationMap map) {
    return map.getValues().size() == map.getHeight() * map.getWidth()
        && map.getValues().stream().allMatch(value -> Float.isFinite(value));
  }

  private static String quantised(ClassActivationMap map, float peak) {
    if (!isWhole(map) || map.getNil()) {
      return "";
    }
    byte[] levels = new byte[map.getValues().size()];
    for (int i = 0; i < levels.length; i++) {
      float share = peak > 0 ? Math.max(0, map.getValues().get(i)) / peak : 0;
      levels[i] = (byte) Math.round(share * LEVELS);
    }
    return Base64.getEncoder().encodeToString(levels);
  }

  private static void files(JsonGenerator json, List<Artifact> artifacts) throws IOException {
    json.writeArrayFieldStart("files");
    for (Artifact artifact : artifacts) {
      json.writeStartArray();
      json.writeString(artifact.getKind());
      Optional<String> link = ObjectLink.to(artifact.getBucket(), artifact.getKey());
      if (link.isPresent()) {
        json.writeString(link.get());
      } else {
        json.writeNull();
      }
      json.writeString(artifact.getBucket() + "/" + artifact.getKey());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  // NaN is no JSON; the page takes null for 'not known'.
  private static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(new BigDecimal(value).round(DIGITS).toString());
    }
  }
}
