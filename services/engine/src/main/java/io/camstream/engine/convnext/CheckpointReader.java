package io.camstream.engine.convnext;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.camstream.engine.image.PreprocessorConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Finds and reads the files of a checkpoint. */
final class CheckpointReader {

  private static final String CONFIG = "config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final String PICKLE = "pytorch_model.bin";

  private final Path folder;
  private final JsonMapper json =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  CheckpointReader(Path folder) {
    this.folder = folder;
  }

  Checkpoint read() throws CheckpointException {
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(
          folder + ": no such folder; name the folder that holds " + CONFIG);
    }
    try {
      ModelConfigParser config = new ModelConfigParser(required(CONFIG), json(CONFIG));
      config.checkArchitecture();
      PreprocessorConfig preprocessor =
          new PreprocessorConfigParser(required(PREPROCESSOR), json(PREPROCESSOR)).parse();
      List<Path> files = weightFiles();
      List<StoredTensor> tensors = new ArrayList<>();
      for (Path file : files) {
        tensors.addAll(new SafetensorsFile(file, json).read());
      }
      WeightsValidator validator = new WeightsValidator(folder, tensors);
      ModelConfig model = config.parse(validator.classes());
      CheckpointIdentity identity =
          new CheckpointIdentity(
              name(),
              model.version().modelType(),
              sha256(files),
              sha256(List.of(folder.resolve(CONFIG), folder.resolve(PREPROCESSOR))),
              model.classNames());
      return new Checkpoint(model, preprocessor, validator.validate(model), identity);
    } catch (IOException e) {
      throw new CheckpointException(folder + ": can't be read: " + e.getMessage(), e);
    }
  }

  private String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? folder.toString() : name.toString();
  }

  private Path required(String name) throws CheckpointException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder + ": has no " + name + "; a checkpoint needs it beside " + WEIGHTS);
    }
    return file;
  }

  private JsonNode json(String name) throws IOException, CheckpointException {
    Path file = folder.resolve(name);
    try {
      JsonNode node = json.readTree(Files.readAllBytes(file));
      if (!node.isObject()) {
        throw new CheckpointException(file + ": is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file + ": is no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private List<Path> weightFiles() throws IOException, CheckpointException {
    if (Files.isRegularFile(folder.resolve(WEIGHTS))) {
      return List.of(folder.resolve(WEIGHTS));
    }
    if (Files.isRegularFile(folder.resolve(INDEX))) {
      return shards();
    }
    if (Files.isRegularFile(folder.resolve(PICKLE))
        || Files.isRegularFile(folder.resolve(PICKLE + ".index.json"))) {
      throw new CheckpointException(
          folder
              + ": has only "
              + PICKLE
              + "; save it as safetensors: in Python,"
              + " AutoModelForImageClassification.from_pretrained(folder)"
              + ".save_pretrained(folder, safe_serialization=True)");
    }
    throw new CheckpointException(folder + ": has no " + WEIGHTS + " and no " + INDEX);
  }

  private List<Path> shards() throws IOException, CheckpointException {
    JsonNode names = json(INDEX).path("weight_map");
    if (!names.isObject() || names.isEmpty()) {
      throw new CheckpointException(folder.resolve(INDEX) + ": has no weight_map");
    }
    TreeSet<String> shards = new TreeSet<>();
    names.forEach(name -> shards.add(name.asText()));
    List<Path> files = new ArrayList<>();
    for (String shard : shards) {
      boolean plain = shard.matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
      if (!plain) {
        throw new CheckpointException(
            folder.resolve(INDEX) + ": names the shard '" + shard + "', which is no file name");
      }
      files.add(required(shard));
    }
    return files;
  }

  private static String sha256(List<Path> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          byte[] buffer = new byte[1 << 16];
          while (in.read(buffer) >= 0) {
            // Reading is what feeds the digest.
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
