package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.schemas.ModelIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rows of a batch refer to by index: models, maps (method and layer) and measures. Entries
 * are only ever added, so that indices in files that are written already stay right. Not
 * thread-safe.
 */
public final class Catalogue {

  /** A checkpoint. */
  record Model(String name, String architecture, String sha256, List<String> classes) {
    Model {
      classes = List.copyOf(classes);
    }

    static Model of(ModelIdentity model) {
      return new Model(
          model.getName(),
          model.getArchitecture(),
          model.getWeightsSha256(),
          model.getClassNames());
    }
  }

  record MapKind(String method, String layer) {}

  /**
   * @param id of the column, as in {@code results.csv}
   * @param highIsBad whether high values call for a look; null: neither high nor low ones do
   */
  record Measure(String id, String title, String group, String description, Boolean highIsBad) {}

  private final List<Model> models = new ArrayList<>();
  private final Map<Model, Integer> modelIndex = new LinkedHashMap<>();
  private final List<MapKind> maps = new ArrayList<>();
  private final Map<MapKind, Integer> mapIndex = new LinkedHashMap<>();
  private final Map<String, String> titles = new HashMap<>();
  private final Map<String, Measure> measures = new LinkedHashMap<>();
  private ModelIdentity lastIdentity;
  private int lastModel;

  int model(ModelIdentity identity) {
    // Rows mostly have the model of the row before, and its thousand names need not be compared.
    if (identity.equals(lastIdentity)) {
      return lastModel;
    }
    lastIdentity = identity;
    lastModel = index(models, modelIndex, Model.of(identity));
    return lastModel;
  }

  int map(String method, String layer) {
    return index(maps, mapIndex, new MapKind(method, layer));
  }

  /** Adds the titles of methods, by method id, as workers declare them in each explanation. */
  void titles(Map<String, String> declared) {
    titles.putAll(declared);
  }

  /** The title of a method; its id if no worker has declared one. */
  String title(String method) {
    return titles.getOrDefault(method, method);
  }

  /** How the page names maps of that kind. */
  String mapName(MapKind kind) {
    boolean several = maps.stream().map(MapKind::layer).distinct().count() > 1;
    String name = title(kind.method());
    return several ? name + " at " + kind.layer() : name;
  }

  void measure(Measure measure) {
    measures.putIfAbsent(measure.id(), measure);
  }

  List<MapKind> maps() {
    return List.copyOf(maps);
  }

  private static <T> int index(List<T> list, Map<T, Integer> known, T item) {
    return known.computeIfAbsent(
        item,
        added -> {
          list.add(added);
          return list.size() - 1;
        });
  }

  ReportScript script(String salt) {
    return ReportScript.of("catalogue", "catalogue", salt, this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("models");
    for (Model model : models) {
      json.writeStartObject();
      json.writeStringField("name", model.name());
      json.writeStringField("architecture", model.architecture());
      json.writeStringField("sha256", model.sha256());
      json.writeArrayFieldStart("classes");
      for (String name : model.classes()) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("maps");
    for (MapKind map : maps) {
      json.writeStartObject();
      json.writeStringField("method", map.method());
      json.writeStringField("name", title(map.method()));
      json.writeStringField("layer", map.layer());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("measures");
    for (Measure measure : measures.values()) {
      json.writeStartObject();
      json.writeStringField("id", measure.id());
      json.writeStringField("title", measure.title());
      json.writeStringField("group", measure.group());
      json.writeStringField("description", measure.description());
      if (measure.highIsBad() == null) {
        json.writeNullField("highIsBad");
      } else {
        json.writeBooleanField("highIsBad", measure.highIsBad());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static Catalogue read(JsonNode json) {
    Catalogue catalogue = new Catalogue();
    for (JsonNode model : json.path("models")) {
      List<String> classes = new ArrayList<>();
      model.path("classes").forEach(name -> classes.add(name.asText()));
      index(
          catalogue.models,
          catalogue.modelIndex,
          new Model(
              model.path("name").asText(),
              model.path("architecture").asText(),
              model.path("sha256").asText(),
              classes));
    }
    for (JsonNode map : json.path("maps")) {
      String method = map.path("method").asText();
      catalogue.titles.put(method, map.path("name").asText(method));
      catalogue.map(method, map.path("layer").asText());
    }
    for (JsonNode measure : json.path("measures")) {
      JsonNode bad = measure.path("highIsBad");
      catalogue.measure(
          new Measure(
              measure.path("id").asText(),
              measure.path("title").asText(),
              measure.path("group").asText(),
              measure.path("description").asText(),
              bad.isBoolean() ? bad.asBoolean() : null));
    }
    return catalogue;
  }
}
