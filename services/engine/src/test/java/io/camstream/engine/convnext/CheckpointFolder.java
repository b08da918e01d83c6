package io.camstream.engine.convnext;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Writes checkpoints with random weights, and breaks them on purpose. */
public final class CheckpointFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode config = JSON.createObjectNode();
  private final ObjectNode preprocessor = JSON.createObjectNode();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Random random;
  private String type = "F32";
  private int shards = 1;

  /** A tensor to write. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Tensor(long[] shape, float[] values) {}

  private CheckpointFolder(long seed) {
    this.random = new Random(seed);
  }

  /** A small random network of three classes at 64 × 64. */
  public static CheckpointFolder random(String modelType, long seed) {
    return random(modelType, seed, new int[] {8, 12, 16, 20}, new int[] {1, 2, 2, 2}, 3, 1e-12);
  }

  public static CheckpointFolder random(
      String modelType, long seed, int[] sizes, int[] depths, int classes, double epsilon) {
    CheckpointFolder folder = new CheckpointFolder(seed);
    folder.config.put("model_type", modelType);
    folder.config.put("layer_norm_eps", epsilon);
    ArrayNode architectures = folder.config.putArray("architectures");
    boolean v2 = modelType.equals("convnextv2");
    architectures.add(v2 ? "ConvNextV2ForImageClassification" : "ConvNextForImageClassification");
    for (int size : sizes) {
      folder.config.withArray("hidden_sizes").add(size);
    }
    for (int depth : depths) {
      folder.config.withArray("depths").add(depth);
    }
    ObjectNode labels = folder.config.putObject("id2label");
    for (int k = 0; k < classes; k++) {
      labels.put(String.valueOf(k), "class " + k);
    }
    folder.preprocessor.put("image_processor_type", "ConvNextImageProcessor");
    folder.preprocessor.putObject("size").put("shortest_edge", 64);
    folder.preprocessor.put("crop_pct", 0.875);
    folder.preprocessor.put("resample", 3);
    folder.weights(v2, modelType, sizes, depths, classes);
    return folder;
  }

  private void weights(boolean v2, String prefix, int[] sizes, int[] depths, int classes) {
    String p = prefix + ".";
    linear(p + "embeddings.patch_embeddings", sizes[0], 3, 4, 4);
    norm(p + "embeddings.layernorm", sizes[0]);
    for (int s = 0; s < sizes.length; s++) {
      String stage = p + "encoder.stages." + s;
      if (s > 0) {
        norm(stage + ".downsampling_layer.0", sizes[s - 1]);
        linear(stage + ".downsampling_layer.1", sizes[s], sizes[s - 1], 2, 2);
      }
      for (int b = 0; b < depths[s]; b++) {
        block(stage + ".layers." + b, sizes[s], v2);
      }
    }
    norm(p + "layernorm", sizes[sizes.length - 1]);
    linear("classifier", classes, sizes[sizes.length - 1]);
  }

  private void block(String path, int width, boolean v2) {
    linear(path + ".dwconv", width, 1, 7, 7);
    norm(path + ".layernorm", width);
    linear(path + ".pwconv1", 4 * width, width);
    if (v2) {
      put(path + ".grn.weight", 0, 0.5, 1, 1, 1, 4 * width);
      put(path + ".grn.bias", 0, 0.5, 1, 1, 1, 4 * width);
    } else {
      put(path + ".layer_scale_parameter", 0.5, 0.5, width);
    }
    linear(path + ".pwconv2", width, 4 * width);
  }

  private void linear(String path, long... shape) {
    long fanIn = 1;
    for (int i = 1; i < shape.length; i++) {
      fanIn *= shape[i];
    }
    put(path + ".weight", 0, 1.2 / Math.sqrt(fanIn), shape);
    put(path + ".bias", 0, 0.1, shape[0]);
  }

  private void norm(String path, long width) {
    put(path + ".weight", 1, 0.1, width);
    put(path + ".bias", 0, 0.1, width);
  }

  /** Puts a tensor of normally distributed values. */
  public CheckpointFolder put(String name, double mean, double deviation, long... shape) {
    int count = 1;
    for (long side : shape) {
      count *= (int) side;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    tensors.put(name, new Tensor(shape, values));
    return this;
  }

  public CheckpointFolder without(String tensor) {
    tensors.remove(tensor);
    return this;
  }

  public CheckpointFolder withValue(String tensor, int index, float value) {
    tensors.get(tensor).values()[index] = value;
    return this;
  }

  public CheckpointFolder config(Consumer<ObjectNode> change) {
    change.accept(config);
    return this;
  }

  public CheckpointFolder preprocessor(Consumer<ObjectNode> change) {
    change.accept(preprocessor);
    return this;
  }

  /** F32, F16 or BF16. */
  public CheckpointFolder stored(String elementType) {
    this.type = elementType;
    return this;
  }

  public CheckpointFolder shards(int count) {
    this.shards = count;
    return this;
  }

  /** Rounds every value so that a smaller type holds it exactly. */
  public CheckpointFolder roundedTo(String elementType) {
    for (Tensor tensor : tensors.values()) {
      for (int i = 0; i < tensor.values().length; i++) {
        short bits = bits(tensor.values()[i], elementType);
        tensor.values()[i] =
            elementType.equals("BF16")
                ? Float.intBitsToFloat(bits << 16)
                : StoredTensor.halfToFloat(bits);
      }
    }
    return this;
  }

  public Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), config.toString());
      Files.writeString(folder.resolve("preprocessor_config.json"), preprocessor.toString());
      if (shards == 1) {
        Files.write(folder.resolve("model.safetensors"), file(List.copyOf(tensors.keySet())));
      } else {
        writeShards(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeShards(Path folder) throws IOException {
    ObjectNode index = JSON.createObjectNode();
    index.putObject("metadata").put("total_size", 1);
    ObjectNode map = index.putObject("weight_map");
    List<String> names = new ArrayList<>(tensors.keySet());
    for (int s = 0; s < shards; s++) {
      String file = "model-%05d-of-%05d.safetensors".formatted(s + 1, shards);
      List<String> part = names.subList(s * names.size() / shards, (s + 1) * names.size() / shards);
      part.forEach(name -> map.put(name, file));
      Files.write(folder.resolve(file), file(part));
    }
    Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
  }

  private byte[] file(List<String> names) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    header.putObject("__metadata__").put("format", "pt");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String name : names) {
      Tensor tensor = tensors.get(name);
      ObjectNode entry = header.putObject(name);
      entry.put("dtype", type);
      ArrayNode shape = entry.putArray("shape");
      for (long side : tensor.shape()) {
        shape.add(side);
      }
      int begin = data.size();
      data.write(bytes(tensor.values()));
      entry.putArray("data_offsets").add(begin).add(data.size());
    }
    return safetensors(header.toString(), data.toByteArray());
  }

  /** A file of a header, whatever it says, and data. */
  static byte[] safetensors(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  private byte[] bytes(float[] values) {
    int width = type.equals("F32") ? Float.BYTES : Short.BYTES;
    ByteBuffer buffer = ByteBuffer.allocate(width * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (type.equals("F32")) {
        buffer.putFloat(value);
      } else {
        buffer.putShort(bits(value, type));
      }
    }
    return buffer.array();
  }

  /** Truncates; values are rounded beforehand where that matters. */
  private static short bits(float value, String elementType) {
    int bits = Float.floatToIntBits(value);
    if (elementType.equals("BF16")) {
      return (short) (bits >> 16);
    }
    int sign = bits >> 16 & 0x8000;
    int exponent = (bits >> 23 & 0xff) - 112;
    if (exponent <= 0) {
      int fraction = (bits & 0x7fffff) | 0x800000;
      return (short) (exponent < -10 ? sign : sign | fraction >> (14 - exponent));
    }
    return (short) (sign | exponent << 10 | (bits & 0x7fffff) >> 13);
  }
}
