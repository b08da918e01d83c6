package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.camstream.report.topology.ImageFacts;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.FocusMeasures;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.Region;
import io.camstream.schemas.ReportRow;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page's viewer draws from: predictions and low-resolution maps of the gallery's images.
 * The maps' values are base64 of little-endian 32-bit floats, row-major, before ReLU.
 */
final class ViewerData {

  private record Layer(String method, String title, String layer) {}

  private final List<ModelIdentity> models = new ArrayList<>();
  private final List<Layer> methods = new ArrayList<>();
  private final long valuesPerImage;

  private ViewerData(long valuesPerImage) {
    this.valuesPerImage = valuesPerImage;
  }

  /**
   * @param mapValues most values of all maps of all images together
   */
  static String json(List<GalleryImage> gallery, long mapValues) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = DataIsland.generator(out)) {
      new ViewerData(mapValues / Math.max(1, gallery.size())).write(json, gallery);
    } catch (IOException e) {
      throw new IllegalStateException("a string writer can't fail", e);
    }
    return out.toString();
  }

  private void write(JsonGenerator json, List<GalleryImage> gallery) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("images");
    for (GalleryImage image : gallery) {
      image(json, image);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("models");
    for (ModelIdentity model : models) {
      json.writeStartObject();
      json.writeStringField("name", model.getName());
      strings(json, "classes", model.getClassNames());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("methods");
    for (Layer method : methods) {
      json.writeStartObject();
      json.writeStringField("id", method.method());
      json.writeStringField("name", method.title());
      json.writeStringField("layer", method.layer());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void image(JsonGenerator json, GalleryImage image) throws IOException {
    ReportRow row = image.row();
    Explanation explanation = row.getExplanation();
    json.writeStartObject();
    json.writeStringField("name", ImageFacts.name(row.getReference()));
    json.writeStringField(
        "key", row.getReference().getBucket() + "/" + row.getReference().getKey());
    Optional<String> label = ImageFacts.label(row.getReference());
    if (label.isPresent()) {
      json.writeStringField("label", label.get());
    }
    json.writeNumberField("model", index(models, explanation.getModel()));
    json.writeNumberField("predicted", explanation.getPrediction().getClassIndex());
    numbers(json, "probabilities", explanation.getPrediction().getProbabilities());
    json.writeNumberField("width", explanation.getImageWidth());
    json.writeNumberField("height", explanation.getImageHeight());
    Region view = explanation.getModelView();
    numbers(json, "view", List.of(view.getX(), view.getY(), view.getWidth(), view.getHeight()));
    maps(json, image);
    objects(json, explanation.getArtifacts());
    json.writeEndObject();
  }

  private void maps(JsonGenerator json, GalleryImage image) throws IOException {
    List<ClassActivationMap> chosen = MapChoice.within(image, valuesPerImage);
    json.writeNumberField("mapsLeftOut", image.maps().size() - chosen.size());
    json.writeArrayFieldStart("maps");
    for (ClassActivationMap map : chosen) {
      map(json, map, image.row().getExplanation().getMethodTitles());
    }
    json.writeEndArray();
  }

  private void map(JsonGenerator json, ClassActivationMap map, Map<String, String> titles)
      throws IOException {
    String title = titles.getOrDefault(map.getMethod(), map.getMethod());
    json.writeStartObject();
    json.writeNumberField(
        "method", index(methods, new Layer(map.getMethod(), title, map.getLayer())));
    if (map.getClassIndex() != null) {
      json.writeNumberField("class", map.getClassIndex());
    }
    json.writeNumberField("height", map.getHeight());
    json.writeNumberField("width", map.getWidth());
    json.writeBooleanField("empty", map.getEmpty());
    json.writeBooleanField("nil", map.getNil());
    json.writeBooleanField("fragile", map.getFragile());
    json.writeStringField("values", base64(map.getValues()));
    FocusMeasures focus = map.getFocus();
    if (focus != null) {
      numbers(
          json,
          "focus",
          List.of(
              focus.getBorderShare(),
              focus.getBackgroundShare(),
              focus.getConcentration(),
              focus.getCentreX(),
              focus.getCentreY()));
    }
    json.writeEndObject();
  }

  private static void objects(JsonGenerator json, List<Artifact> artifacts) throws IOException {
    json.writeArrayFieldStart("objects");
    for (Artifact artifact : artifacts) {
      json.writeStartObject();
      json.writeStringField("kind", artifact.getKind());
      json.writeStringField("key", artifact.getBucket() + "/" + artifact.getKey());
      Optional<String> link = ObjectLink.to(artifact.getBucket(), artifact.getKey());
      if (link.isPresent()) {
        json.writeStringField("link", link.get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static <T> int index(List<T> known, T item) {
    int index = known.indexOf(item);
    if (index >= 0) {
      return index;
    }
    known.add(item);
    return known.size() - 1;
  }

  private static String base64(List<Float> values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(bytes::putFloat);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  // NaN is no JSON; the viewer takes null for 'not known'.
  private static void numbers(JsonGenerator json, String field, List<Double> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }
}
