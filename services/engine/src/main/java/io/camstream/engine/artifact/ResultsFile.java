package io.camstream.engine.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageEvidence.Answer;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Prediction;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.quality.Agreement;
import io.camstream.engine.quality.FocusMeasures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results as JSON. The first five fields keep their names and meanings; more follow them. Holds
 * no time and no machine, so that it depends on image, model and settings alone.
 */
final class ResultsFile {

  private static final int TOP = 3;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectMapper mapper = new ObjectMapper();

  byte[] write(ExplainedImage explained) {
    ObjectNode results = JSON.objectNode();
    Prediction prediction = explained.explanation().prediction();
    results.put("image_name", explained.names().imageName());
    results.put("predicted_class", prediction.predictedClass());
    results.put("confidence", prediction.confidence());
    results.set("top_3_predictions", top(prediction));
    results.set("all_probabilities", byClass(prediction, prediction.probabilities()));
    results.set("logits", byClass(prediction, prediction.logits()));
    results.set("image", image(explained));
    results.set("model", model(explained.model()));
    results.set("maps", maps(explained));
    results.set("agreements", agreements(explained.focus().agreements()));
    explained
        .explanation()
        .evidence()
        .ifPresent(evidence -> results.set("audit", audit(evidence, prediction)));
    try {
      String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(results);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  private static ArrayNode top(Prediction prediction) {
    ArrayNode top = JSON.arrayNode();
    for (int k : prediction.top(TOP)) {
      top.addObject()
          .put("class", prediction.classNames().get(k))
          .put("probability", prediction.probabilities().get(k));
    }
    return top;
  }

  /** Numbers by class name, in the order of the classes. */
  private static ObjectNode byClass(Prediction prediction, List<? extends Number> numbers) {
    ObjectNode byClass = JSON.objectNode();
    List<String> names = distinct(prediction.classNames());
    for (int k = 0; k < names.size(); k++) {
      if (numbers.get(k) instanceof Float number) {
        byClass.put(names.get(k), number);
      } else {
        byClass.put(names.get(k), numbers.get(k).doubleValue());
      }
    }
    return byClass;
  }

  /** Nothing keeps a checkpoint from naming two classes alike; no probability may get lost. */
  private static List<String> distinct(List<String> classNames) {
    List<String> distinct = new ArrayList<>();
    for (int k = 0; k < classNames.size(); k++) {
      String name = classNames.get(k);
      distinct.add(classNames.indexOf(name) == k ? name : name + " [" + k + "]");
    }
    return distinct;
  }

  private static ObjectNode image(ExplainedImage explained) {
    ModelView view = explained.explanation().view();
    ObjectNode image =
        JSON.objectNode()
            .put("key", explained.names().imageKey())
            .put("width", explained.image().width())
            .put("height", explained.image().height());
    image
        .putObject("model_view")
        .put("x", view.x())
        .put("y", view.y())
        .put("width", view.width())
        .put("height", view.height());
    return image;
  }

  private static ObjectNode model(CheckpointIdentity model) {
    return JSON.objectNode()
        .put("name", model.name())
        .put("architecture", model.architecture())
        .put("weights_sha256", model.weightsSha256())
        .put("config_sha256", model.configSha256());
  }

  private static ArrayNode maps(ExplainedImage explained) {
    ImageExplanation explanation = explained.explanation();
    ArrayNode maps = JSON.arrayNode();
    for (int i = 0; i < explanation.maps().size(); i++) {
      ObjectNode node = map(explanation.maps().get(i), explanation.prediction());
      node.set("focus", focus(explained.focus().measures().get(i)));
      maps.add(node);
    }
    return maps;
  }

  private static ObjectNode map(ActivationMap map, Prediction prediction) {
    ObjectNode node = JSON.objectNode().put("method", map.method()).put("layer", map.layer());
    if (map.classIndex().isPresent()) {
      int k = map.classIndex().getAsInt();
      node.put("class", prediction.classNames().get(k)).put("class_index", k);
    } else {
      node.putNull("class").putNull("class_index");
    }
    return node.put("height", map.height())
        .put("width", map.width())
        .put("raw_min", map.min())
        .put("raw_max", map.max())
        .put("empty", map.empty())
        .put("nil", map.nil())
        .put("fragile", map.fragile());
  }

  private static JsonNode focus(Optional<FocusMeasures> measures) {
    if (measures.isEmpty()) {
      return JSON.nullNode();
    }
    FocusMeasures focus = measures.get();
    return JSON.objectNode()
        .put("border_share", focus.borderShare())
        .put("background_share", focus.backgroundShare())
        .put("concentration", focus.concentration())
        .put("centre_x", focus.centreX())
        .put("centre_y", focus.centreY());
  }

  private static ObjectNode audit(ImageEvidence evidence, Prediction prediction) {
    ObjectNode audit = JSON.objectNode();
    evidence
        .object()
        .ifPresent(
            object ->
                audit
                    .putObject("object")
                    .put("area", object.area())
                    .put("confidence", object.confidence())
                    .put("given", object.given()));
    evidence
        .heat()
        .ifPresent(
            heat -> {
              ObjectNode node = audit.putObject("heat").put("hot_area", heat.hotArea());
              if (!Double.isNaN(heat.hotOutside())) {
                node.put("outside_share", heat.outsideShare())
                    .put("hot_outside", heat.hotOutside())
                    .put("colour_distance", heat.colorDistance());
              }
              node.putArray("lab")
                  .add(heat.color().l())
                  .add(heat.color().a())
                  .add(heat.color().b());
            });
    answer(audit, "without_heat", evidence.withoutHeat(), prediction);
    answer(audit, "heat_alone", evidence.heatAlone(), prediction);
    answer(audit, "other_background", evidence.otherBackground(), prediction);
    evidence.shiftCorrelation().ifPresent(value -> audit.put("shift_correlation", value));
    return audit;
  }

  private static void answer(
      ObjectNode audit, String name, Optional<Answer> answer, Prediction prediction) {
    answer.ifPresent(
        a ->
            audit
                .putObject(name)
                .put("probability", a.probability())
                .put("predicted_class", prediction.classNames().get(a.classIndex())));
  }

  private static ArrayNode agreements(List<Agreement> agreements) {
    ArrayNode array = JSON.arrayNode();
    for (Agreement agreement : agreements) {
      array
          .addObject()
          .put("layer", agreement.layer())
          .put("first_method", agreement.firstMethod())
          .put("second_method", agreement.secondMethod())
          .put("rank_correlation", agreement.rankCorrelation());
    }
    return array;
  }
}
