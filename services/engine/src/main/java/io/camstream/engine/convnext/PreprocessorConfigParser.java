package io.camstream.engine.convnext;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.engine.image.PreprocessorConfig;
import io.camstream.engine.image.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code preprocessor_config.json} with the defaults of ConvNextImageProcessor in transformers
 * 4.57.1, the version that the numbers are compared with. Later versions changed one default, that
 * of {@code resample}, from bilinear to bicubic; files that transformers wrote always hold the key.
 */
final class PreprocessorConfigParser {

  private static final double DEFAULT_CROP = 224.0 / 256;
  private static final double DEFAULT_MEAN = 0.5;

  private final Path file;
  private final JsonNode config;

  PreprocessorConfigParser(Path file, JsonNode config) {
    this.file = file;
    this.config = config;
  }

  PreprocessorConfig parse() throws CheckpointException {
    checkType("image_processor_type");
    checkType("feature_extractor_type");
    if (config.path("do_center_crop").asBoolean(false)) {
      throw invalid("do_center_crop is not supported: ConvNextImageProcessor crops by crop_pct");
    }
    return new PreprocessorConfig(
        config.path("do_resize").asBoolean(true),
        shortestEdge(),
        positive("crop_pct", DEFAULT_CROP),
        resampling(),
        config.path("do_rescale").asBoolean(true),
        positive("rescale_factor", 1 / 255.0),
        config.path("do_normalize").asBoolean(true),
        channels("image_mean"),
        std());
  }

  private void checkType(String key) throws CheckpointException {
    String type = config.path(key).asText("");
    if (!type.isEmpty() && !type.startsWith("ConvNext")) {
      throw invalid(key + " is " + type + "; only the ConvNext processors are supported");
    }
  }

  private int shortestEdge() throws CheckpointException {
    JsonNode size = config.path("size");
    if (size.isMissingNode() || size.isNull()) {
      return 384;
    }
    JsonNode edge = size.isObject() ? size.path("shortest_edge") : size;
    if (!edge.isInt() || edge.intValue() < 1) {
      throw invalid("size must be a whole number or {\"shortest_edge\": number}, not " + size);
    }
    return edge.intValue();
  }

  private Resampling resampling() throws CheckpointException {
    int number = config.path("resample").asInt(Resampling.BILINEAR.ordinal());
    return Resampling.ofPilNumber(number)
        .orElseThrow(() -> invalid("resample must be 0 to 5, not " + number));
  }

  private double positive(String key, double defaultValue) throws CheckpointException {
    double value = config.path(key).asDouble(defaultValue);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw invalid(key + " must be a positive number, not " + value);
    }
    return value;
  }

  private List<Double> std() throws CheckpointException {
    List<Double> std = channels("image_std");
    if (std.contains(0.0)) {
      throw invalid("image_std must not be zero");
    }
    return std;
  }

  private List<Double> channels(String key) throws CheckpointException {
    JsonNode node = config.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return List.of(DEFAULT_MEAN, DEFAULT_MEAN, DEFAULT_MEAN);
    }
    if (node.isNumber()) {
      return List.of(node.doubleValue(), node.doubleValue(), node.doubleValue());
    }
    List<Double> values = new ArrayList<>();
    for (JsonNode value : node) {
      if (value.isNumber()) {
        values.add(value.doubleValue());
      }
    }
    if (values.size() != 3 || node.size() != 3) {
      throw invalid(key + " must be a number or three numbers, not " + node);
    }
    return values;
  }

  private CheckpointException invalid(String what) {
    return new CheckpointException(file + ": " + what);
  }
}
