package io.camstream.engine.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * One folder of golden data: a checkpoint, images, and what transformers 4.57.1 and
 * pytorch-grad-cam 1.5.7 answer. Tensor names: {@code <image>/logits}, {@code
 * raw/<image>/<layer>/<method>/<class>}, {@code final/…}, {@code overlay/…}, and {@code torchcam/…}
 * for the methods that only torch-cam 0.5.0 has. {@code goldens/more_maps.py} adds maps.
 */
public final class GoldenCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path folder;
  private final JsonNode expected;
  private final Map<String, float[]> tensors;

  private GoldenCase(String name) {
    this.name = name;
    try {
      this.folder = Path.of(GoldenCase.class.getResource("/goldens/" + name).toURI());
      this.expected = JSON.readTree(folder.resolve("expected.json").toFile());
      this.tensors = read(folder.resolve("expected.safetensors.gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static GoldenCase of(String name) {
    return new GoldenCase(name);
  }

  public static List<String> names() {
    return List.of("demo-v2", "random-v1", "squash-v2");
  }

  private static Map<String, float[]> read(Path file) throws IOException {
    ByteBuffer bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
    int headerLength = (int) bytes.getLong();
    String header = new String(bytes.array(), 8, headerLength, StandardCharsets.UTF_8);
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (var entry : JSON.readTree(header).properties()) {
      if (entry.getValue().has("dtype")) {
        int from = 8 + headerLength + entry.getValue().get("data_offsets").get(0).asInt();
        int to = 8 + headerLength + entry.getValue().get("data_offsets").get(1).asInt();
        boolean floats = entry.getValue().get("dtype").asText().equals("F32");
        float[] values = new float[(to - from) / (floats ? Float.BYTES : 1)];
        for (int i = 0; i < values.length; i++) {
          values[i] = floats ? bytes.getFloat(from + 4 * i) : bytes.get(from + i) & 0xff;
        }
        tensors.put(entry.getKey(), values);
      }
    }
    return tensors;
  }

  public Path checkpoint() {
    return name.equals("demo-v2")
        ? Path.of("..", "..", "infra", "demo", "model")
        : folder.resolve("checkpoint");
  }

  public int images() {
    return expected.get("images").size();
  }

  public RgbImage image(int number) {
    try {
      return new ImageDecoder()
          .decode(Files.readAllBytes(folder.resolve("images/" + number + ".png")));
    } catch (IOException | UnreadableImageException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode expectedImage(int number) {
    return expected.get("images").get(number);
  }

  public List<String> layers() {
    List<String> layers = new ArrayList<>();
    expected.get("layers").forEach(layer -> layers.add(layer.asText()));
    return layers;
  }

  public List<String> classes() {
    List<String> classes = new ArrayList<>();
    expected.get("classes").forEach(k -> classes.add(k.asText()));
    return classes;
  }

  public Map<String, float[]> tensors() {
    return tensors;
  }

  public float[] tensor(String key) {
    float[] values = tensors.get(key);
    if (values == null) {
      throw new IllegalArgumentException(name + " has no " + key);
    }
    return values;
  }

  /** By how much the reference's own map moves when its input moves by 1e-6; 0 if by little. */
  public double sensitivity(String key) {
    return expected.get("sensitivity").path(key).asDouble(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
