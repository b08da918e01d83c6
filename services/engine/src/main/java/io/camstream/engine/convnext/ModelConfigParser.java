package io.camstream.engine.convnext;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.engine.convnext.ModelConfig.Activation;
import io.camstream.engine.convnext.ModelConfig.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code config.json} with the defaults of ConvNextConfig and ConvNextV2Config. */
final class ModelConfigParser {

  /** Far above any released model; keeps a hostile file from costing memory. */
  private static final int LARGEST_SIZE = 65_536;

  private static final int[] DEFAULT_SIZES = {96, 192, 384, 768};
  private static final int[] DEFAULT_DEPTHS = {3, 3, 9, 3};

  private final Path file;
  private final JsonNode config;

  ModelConfigParser(Path file, JsonNode config) {
    this.file = file;
    this.config = config;
  }

  /** Says what the checkpoint is if it is no ConvNeXt classifier. */
  void checkArchitecture() throws CheckpointException {
    version();
    for (JsonNode architecture : config.path("architectures")) {
      String name = architecture.asText();
      if (!name.endsWith("ForImageClassification")) {
        throw invalid(
            "is a "
                + name
                + ", which has no classifier head; save a ConvNext…ForImageClassification");
      }
    }
    if (config.path("num_channels").asInt(3) != 3) {
      throw invalid("takes " + config.path("num_channels") + " channels; images have 3");
    }
  }

  /**
   * @param classes rows of the classifier's weight
   */
  ModelConfig parse(int classes) throws CheckpointException {
    Version version = version();
    List<Integer> sizes = sizes("hidden_sizes", DEFAULT_SIZES);
    List<Integer> depths = sizes("depths", DEFAULT_DEPTHS);
    if (sizes.size() != depths.size()) {
      throw invalid("hidden_sizes and depths differ in length");
    }
    int patchSize = config.path("patch_size").asInt(4);
    double eps = config.path("layer_norm_eps").asDouble(1e-12);
    if (patchSize < 1 || !(eps >= 0)) {
      throw invalid("patch_size or layer_norm_eps makes no sense");
    }
    boolean layerScale =
        version == Version.V1 && config.path("layer_scale_init_value").asDouble(1e-6) > 0;
    boolean multiLabel = config.path("problem_type").asText().equals("multi_label_classification");
    return new ModelConfig(
        version,
        patchSize,
        sizes,
        depths,
        activation(),
        eps,
        layerScale,
        multiLabel,
        classNames(classes));
  }

  private Version version() throws CheckpointException {
    String type = config.path("model_type").asText();
    Optional<Version> version =
        Arrays.stream(Version.values()).filter(v -> v.modelType().equals(type)).findFirst();
    if (version.isEmpty()) {
      String what = type.isEmpty() ? "names no model_type" : "is a '" + type + "' model";
      throw invalid(what + ", not a ConvNeXt: model_type must be convnext or convnextv2");
    }
    return version.get();
  }

  private List<Integer> sizes(String key, int[] defaults) throws CheckpointException {
    JsonNode array = config.path(key);
    if (array.isMissingNode() || array.isNull()) {
      return Arrays.stream(defaults).boxed().toList();
    }
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : array) {
      if (!size.isInt() || size.intValue() < 1 || size.intValue() > LARGEST_SIZE) {
        throw invalid(key + " must hold whole numbers from 1 to " + LARGEST_SIZE + ", not " + size);
      }
      sizes.add(size.intValue());
    }
    if (sizes.isEmpty() || sizes.size() > 16) {
      throw invalid(key + " must name 1 to 16 stages");
    }
    return sizes;
  }

  private Activation activation() throws CheckpointException {
    String name = config.path("hidden_act").asText("gelu");
    return switch (name) {
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      case "silu", "swish" -> Activation.SILU;
      default ->
          throw invalid(
              "hidden_act '"
                  + name
                  + "' is not supported; known are gelu, gelu_new, gelu_pytorch_tanh, relu, silu");
    };
  }

  private List<String> classNames(int classes) throws CheckpointException {
    JsonNode labels = config.path("id2label");
    if (labels.isMissingNode() || labels.isNull()) {
      return IntStream.range(0, classes).mapToObj(k -> "LABEL_" + k).toList();
    }
    boolean complete =
        labels.size() == classes
            && IntStream.range(0, classes)
                .allMatch(k -> labels.path(String.valueOf(k)).isTextual());
    if (!complete) {
      throw invalid(
          "id2label must name the %d classes 0 to %d of the classifier, but names %s"
              .formatted(classes, classes - 1, describe(labels)));
    }
    return IntStream.range(0, classes)
        .mapToObj(k -> labels.path(String.valueOf(k)).textValue())
        .toList();
  }

  private static String describe(JsonNode labels) {
    return labels.properties().stream()
        .limit(5)
        .map(label -> label.getKey())
        .collect(Collectors.joining(", ", labels.size() + ": ", labels.size() > 5 ? ", …" : ""));
  }

  private CheckpointException invalid(String what) {
    return new CheckpointException(file + ": " + what);
  }
}
