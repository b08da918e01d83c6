package io.camstream.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A ConvNeXtV2-Tiny (arXiv 2301.00808: depths 3, 3, 9, 3; widths 96, 192, 384, 768) with five
 * classes and random weights, as transformers would save it. Speed does not depend on what the
 * weights are. The same seed gives the same files.
 */
final class RandomCheckpoint {

  private static final int[] DEPTHS = {3, 3, 9, 3};
  private static final int[] WIDTHS = {96, 192, 384, 768};
  private static final int PATCH = 4;
  private static final int KERNEL = 7;
  private static final List<String> CLASSES =
      List.of("Dyskeratotic", "Koilocytotic", "Metaplastic", "Parabasal", "Superficial");
  private static final long SEED = 20;

  /** Of every weight that is not one around 1, as transformers initialises. */
  private static final float DEVIATION = 0.02f;

  /** Some maps are in another order each time that Java starts. */
  private final ObjectMapper json =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Random random = new Random(SEED);
  private final List<Parameter> parameters = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // Written once and dropped.
  private record Parameter(String name, int[] shape, float mean) {
    int values() {
      int product = 1;
      for (int side : shape) {
        product *= side;
      }
      return product;
    }
  }

  private RandomCheckpoint() {}

  /** Writes config.json, preprocessor_config.json and model.safetensors. */
  static void write(Path folder) {
    RandomCheckpoint checkpoint = new RandomCheckpoint();
    checkpoint.listParameters();
    try {
      Files.createDirectories(folder);
      checkpoint.json.writeValue(folder.resolve("config.json").toFile(), config());
      checkpoint.json.writeValue(
          folder.resolve("preprocessor_config.json").toFile(), preprocessor());
      checkpoint.writeWeights(folder.resolve("model.safetensors"));
    } catch (IOException e) {
      throw new UserError("The checkpoint for the measurements can't be written: " + e, e);
    }
  }

  private static Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("ConvNextV2ForImageClassification"));
    config.put("model_type", "convnextv2");
    config.put("depths", DEPTHS);
    config.put("hidden_sizes", WIDTHS);
    config.put("hidden_act", "gelu");
    config.put("layer_norm_eps", 1e-12);
    config.put("num_channels", 3);
    config.put("num_stages", DEPTHS.length);
    config.put("patch_size", PATCH);
    config.put("image_size", 224);
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int k = 0; k < CLASSES.size(); k++) {
      names.put(String.valueOf(k), CLASSES.get(k));
      numbers.put(CLASSES.get(k), k);
    }
    config.put("id2label", names);
    config.put("label2id", numbers);
    return config;
  }

  private static Map<String, Object> preprocessor() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("image_processor_type", "ConvNextImageProcessor");
    config.put("do_resize", true);
    config.put("do_rescale", true);
    config.put("do_normalize", true);
    config.put("size", Map.of("shortest_edge", 224));
    config.put("crop_pct", 0.875);
    config.put("resample", 3);
    config.put("rescale_factor", 1.0 / 255);
    config.put("image_mean", List.of(0.485, 0.456, 0.406));
    config.put("image_std", List.of(0.229, 0.224, 0.225));
    return config;
  }

  private void listParameters() {
    add("embeddings.patch_embeddings", WIDTHS[0], 3, PATCH, PATCH);
    norm("embeddings.layernorm", WIDTHS[0]);
    for (int stage = 0; stage < DEPTHS.length; stage++) {
      String path = "encoder.stages." + stage;
      if (stage > 0) {
        norm(path + ".downsampling_layer.0", WIDTHS[stage - 1]);
        add(path + ".downsampling_layer.1", WIDTHS[stage], WIDTHS[stage - 1], 2, 2);
      }
      for (int block = 0; block < DEPTHS[stage]; block++) {
        block(path + ".layers." + block, WIDTHS[stage]);
      }
    }
    norm("layernorm", WIDTHS[DEPTHS.length - 1]);
    weight("classifier.weight", 0, CLASSES.size(), WIDTHS[DEPTHS.length - 1]);
    weight("classifier.bias", 0, CLASSES.size());
  }

  private void block(String path, int width) {
    add(path + ".dwconv", width, 1, KERNEL, KERNEL);
    norm(path + ".layernorm", width);
    add(path + ".pwconv1", 4 * width, width);
    weight(path + ".grn.weight", 0, 1, 1, 1, 4 * width);
    weight(path + ".grn.bias", 0, 1, 1, 1, 4 * width);
    add(path + ".pwconv2", width, 4 * width);
  }

  /** Weight and bias of a convolution or linear layer. */
  private void add(String path, int... shape) {
    weight(path + ".weight", 0, shape);
    weight(path + ".bias", 0, shape[0]);
  }

  private void norm(String path, int width) {
    weight(path + ".weight", 1, width);
    weight(path + ".bias", 0, width);
  }

  private void weight(String name, float mean, int... shape) {
    String prefix = name.startsWith("classifier.") ? "" : "convnextv2.";
    parameters.add(new Parameter(prefix + name, shape, mean));
  }

  private void writeWeights(Path file) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Parameter parameter : parameters) {
      long end = offset + (long) Float.BYTES * parameter.values();
      header.put(
          parameter.name(),
          Map.of("dtype", "F32", "shape", parameter.shape(), "data_offsets", List.of(offset, end)));
      offset = end;
    }
    byte[] text = json.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer start = buffer(Long.BYTES + text.length);
      write(channel, start.putLong(text.length).put(text).flip());
      for (Parameter parameter : parameters) {
        write(channel, values(parameter));
      }
    }
  }

  private ByteBuffer values(Parameter parameter) {
    ByteBuffer values = buffer(Float.BYTES * parameter.values());
    while (values.hasRemaining()) {
      values.putFloat(parameter.mean() + DEVIATION * (float) random.nextGaussian());
    }
    return values.flip();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
