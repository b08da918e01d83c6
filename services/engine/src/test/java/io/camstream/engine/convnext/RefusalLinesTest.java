package io.camstream.engine.convnext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The line that a user reads for each kind of checkpoint that is refused, word by word. */
class RefusalLinesTest {

  private static final String WEIGHTS = "model.safetensors";

  @TempDir private Path folder;

  /**
   * @param line where {@code DIR} stands for the checkpoint's folder
   */
  private record Refusal(String what, Breaking breaking, String line) {

    @Override
    public String toString() {
      return what;
    }
  }

  @FunctionalInterface
  private interface Breaking {
    void write(CheckpointFolder checkpoint, Path folder) throws IOException;
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal(
            "another architecture",
            (c, f) -> c.config(j -> j.put("model_type", "vit")).write(f),
            "DIR/config.json: is a 'vit' model, not a ConvNeXt: model_type must be convnext or"
                + " convnextv2"),
        new Refusal(
            "a backbone by its configuration",
            (c, f) -> c.config(j -> j.putArray("architectures").add("ConvNextV2Backbone")).write(f),
            "DIR/config.json: is a ConvNextV2Backbone, which has no classifier head; save a"
                + " ConvNext…ForImageClassification"),
        new Refusal(
            "a backbone by its weights",
            (c, f) -> c.without("classifier.weight").without("classifier.bias").write(f),
            "DIR: has no classifier head (no tensor classifier.weight); save a fine-tuned"
                + " ConvNext…ForImageClassification"),
        new Refusal(
            "weights in a pickle",
            (c, f) -> {
              c.write(f);
              Files.move(f.resolve(WEIGHTS), f.resolve("pytorch_model.bin"));
            },
            "DIR: has only pytorch_model.bin; save it as safetensors: in Python,"
                + " AutoModelForImageClassification.from_pretrained(folder)"
                + ".save_pretrained(folder, safe_serialization=True)"),
        new Refusal(
            "no weights",
            (c, f) -> Files.delete(c.write(f).resolve(WEIGHTS)),
            "DIR: has no model.safetensors and no model.safetensors.index.json"),
        new Refusal(
            "no configuration",
            (c, f) -> Files.delete(c.write(f).resolve("config.json")),
            "DIR: has no config.json; a checkpoint needs it beside model.safetensors"),
        new Refusal(
            "a missing tensor",
            (c, f) -> c.without("convnextv2.layernorm.bias").write(f),
            "DIR: misses tensors: convnextv2.layernorm.bias; do config.json and the weights belong"
                + " together?"),
        new Refusal(
            "a surplus tensor",
            (c, f) -> c.put("convnextv2.pooler.weight", 0, 1, 3).write(f),
            "DIR: has tensors that this architecture does not have: convnextv2.pooler.weight; do"
                + " config.json and the weights belong together?"),
        new Refusal(
            "a tensor of a wrong shape",
            (c, f) -> c.put("convnextv2.layernorm.weight", 0, 1, 21).write(f),
            "DIR: has tensors of a wrong shape: convnextv2.layernorm.weight ([21] instead of [20]);"
                + " do config.json and the weights belong together?"),
        new Refusal(
            "a weight that is not finite",
            (c, f) -> c.withValue("classifier.bias", 1, Float.NaN).write(f),
            "DIR: the weights are not finite: classifier.bias holds NaN"),
        new Refusal(
            "a truncated file",
            (c, f) -> {
              Path file = c.write(f).resolve(WEIGHTS);
              byte[] all = Files.readAllBytes(file);
              Files.write(file, Arrays.copyOf(all, 300));
            },
            "DIR/model.safetensors: the file is truncated: its header should have HEADER bytes, the"
                + " file has 300"),
        new Refusal(
            "a header length that lies",
            (c, f) -> {
              Path file = c.write(f).resolve(WEIGHTS);
              byte[] all = Files.readAllBytes(file);
              ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -1);
              Files.write(file, all);
            },
            "DIR/model.safetensors: its first eight bytes are no header length; is it a safetensors"
                + " file, and downloaded completely (not a Git LFS pointer)?"),
        new Refusal(
            "a header that lies about a size",
            (c, f) ->
                Files.write(
                    c.write(f).resolve(WEIGHTS),
                    CheckpointFolder.safetensors(
                        "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 8]}}",
                        new byte[8])),
            "DIR/model.safetensors: its header lies: tensor a of its type and shape needs 12 bytes,"
                + " not 8"),
        new Refusal(
            "labels that do not fit",
            (c, f) -> c.config(j -> j.putObject("id2label").put("0", "one")).write(f),
            "DIR/config.json: id2label must name the 3 classes 0 to 2 of the classifier, but names"
                + " 1: 0"),
        new Refusal(
            "another preprocessor",
            (c, f) ->
                c.preprocessor(j -> j.put("image_processor_type", "ViTImageProcessor")).write(f),
            "DIR/preprocessor_config.json: image_processor_type is ViTImageProcessor; only the"
                + " ConvNext processors are supported"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldSayInOneLineWhatIsWrong(Refusal refusal) throws Exception {
    refusal.breaking().write(CheckpointFolder.random("convnextv2", 1), folder);

    CheckpointException refused =
        catchThrowableOfType(CheckpointException.class, () -> Checkpoint.read(folder));

    assertThat(refused).isNotNull();
    String line = refused.getMessage().replace(folder.toString(), "DIR");
    assertThat(line.replaceAll("should have [0-9]+ bytes", "should have HEADER bytes"))
        .isEqualTo(refusal.line());
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void shouldShowHostileNamesOnOneLine(String name) throws Exception {
    CheckpointFolder.random("convnextv2", 1).put(name, 0, 1, 3).write(folder);

    CheckpointException refused =
        catchThrowableOfType(CheckpointException.class, () -> Checkpoint.read(folder));

    assertThat(refused).isNotNull();
    assertThat(refused.getMessage().chars())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    assertThat(refused.getMessage()).hasSizeLessThanOrEqualTo(1000);
  }

  static List<String> hostileNames() {
    return List.of("two\nlines", "\u001b[31mred", "turned\u202eround", "long".repeat(1000));
  }
}
