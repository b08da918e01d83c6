package io.camstream.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Prediction;
import java.util.List;

/**
 * Formats an explanation as one line of JSON. Fields of the image's results file have the same
 * names.
 */
public final class ResultLine {
  private static final int TOP = 3;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectMapper mapper = new ObjectMapper();
  private final boolean withValues;

  /**
   * @param withValues true to include the values of the maps, row-major, before ReLU
   */
  public ResultLine(boolean withValues) {
    this.withValues = withValues;
  }

  /** The line, without its end. Line breaks and control characters of names are escaped. */
  public String of(Explanation explanation) {
    ObjectNode line = JSON.objectNode();
    addReference(line, explanation.getReference());
    addPrediction(line, explanation);
    line.put("model", explanation.getModel().getName());
    line.put("worker", explanation.getRuntime().getWorker());
    line.put("explained_at", explanation.getExplainedAt().toString());
    line.set("maps", maps(explanation));
    line.set("artifacts", artifacts(explanation.getArtifacts()));
    try {
      return mapper.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  private static void addReference(ObjectNode line, ImageReference reference) {
    line.put("bucket", reference.getBucket());
    line.put("key", reference.getKey());
    line.put("etag", reference.getEtag());
    line.put("batch", reference.getBatch());
    line.put("label", reference.getLabel());
  }

  private static void addPrediction(ObjectNode line, Explanation explanation) {
    Prediction prediction = explanation.getPrediction();
    line.put("predicted_class", prediction.getPredictedClass());
    line.put("confidence", prediction.getConfidence());
    ArrayNode top = line.putArray("top_3_predictions");
    prediction.getTopK().stream()
        .limit(TOP)
        .forEach(
            entry ->
                top.addObject()
                    .put("class", entry.getClassName())
                    .put("probability", entry.getProbability()));
    ObjectNode all = line.putObject("all_probabilities");
    List<String> classes = explanation.getModel().getClassNames();
    for (int k = 0; k < classes.size(); k++) {
      String name = classes.get(k);
      String key = all.has(name) ? name + " [" + k + "]" : name;
      all.put(key, prediction.getProbabilities().get(k));
    }
  }

  private ArrayNode maps(Explanation explanation) {
    ArrayNode maps = JSON.arrayNode();
    for (ClassActivationMap map : explanation.getMaps()) {
      ObjectNode node =
          maps.addObject()
              .put("method", map.getMethod())
              .put("layer", map.getLayer())
              .put("class_index", map.getClassIndex())
              .put("height", map.getHeight())
              .put("width", map.getWidth())
              .put("empty", map.getEmpty());
      if (withValues) {
        ArrayNode values = node.putArray("values");
        map.getValues().forEach(values::add);
      }
    }
    return maps;
  }

  private static ArrayNode artifacts(List<Artifact> artifacts) {
    ArrayNode array = JSON.arrayNode();
    for (Artifact artifact : artifacts) {
      array
          .addObject()
          .put("kind", artifact.getKind())
          .put("bucket", artifact.getBucket())
          .put("key", artifact.getKey())
          .put("bytes", artifact.getBytes());
    }
    return array;
  }
}
