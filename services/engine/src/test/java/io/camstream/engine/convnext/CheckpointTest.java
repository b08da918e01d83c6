package io.camstream.engine.convnext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.engine.image.PreprocessorConfig;
import io.camstream.engine.image.Resampling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  @TempDir private Path folder;

  private static CheckpointFolder v2() {
    return CheckpointFolder.random("convnextv2", 1);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> Checkpoint.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700).doesNotContain("\n"));
  }

  // --- what is read

  @Test
  void shouldReadACheckpoint() throws Exception {
    v2().write(folder);
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(checkpoint.model().version()).isEqualTo(ModelConfig.Version.V2);
    assertThat(checkpoint.model().hiddenSizes()).containsExactly(8, 12, 16, 20);
    assertThat(checkpoint.model().stride()).isEqualTo(32);
    assertThat(checkpoint.identity().classNames()).containsExactly("class 0", "class 1", "class 2");
    assertThat(checkpoint.identity().weightsSha256()).matches("[0-9a-f]{64}");
    assertThat(checkpoint.identity().name()).isEqualTo(folder.getFileName().toString());
    assertThat(checkpoint.weights().get("encoder.stages.0.layers.0.grn.bias").shape())
        .containsExactly(1, 1, 1, 32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F16", "BF16"})
  void shouldWidenSmallerTypesExactly(String type) throws Exception {
    CheckpointFolder rounded = v2().roundedTo(type);
    Checkpoint wide = Checkpoint.read(rounded.write(folder.resolve("wide")));
    Checkpoint small = Checkpoint.read(rounded.stored(type).write(folder.resolve("small")));
    wide.weights()
        .all()
        .forEach(
            (name, weight) ->
                assertThat(small.weights().get(name).toArray()).isEqualTo(weight.toArray()));
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0x0p0",
    "0x8000, -0x0p0",
    "0x3c00, 0x1p0",
    "0xc000, -0x1p1",
    "0x7bff, 0x1.ffcp15",
    "0x0400, 0x1p-14",
    "0x0001, 0x1p-24",
    "0x83ff, -0x1.ff8p-15",
    "0x3555, 0x1.554p-2"
  })
  void shouldWidenHalfPrecision(String bits, String expected) {
    float value = StoredTensor.halfToFloat((short) (int) Integer.decode(bits));
    assertThat(value).isEqualTo(Float.parseFloat(expected));
  }

  @Test
  void shouldReadShards() throws Exception {
    Checkpoint whole = Checkpoint.read(v2().write(folder.resolve("whole")));
    Checkpoint sharded = Checkpoint.read(v2().shards(3).write(folder.resolve("sharded")));
    assertThat(sharded.weights().all()).hasSameSizeAs(whole.weights().all());
    assertThat(sharded.weights().get("classifier.weight").toArray())
        .isEqualTo(whole.weights().get("classifier.weight").toArray());
  }

  @Test
  void shouldReadNothingButTheRequiredFiles() throws Exception {
    v2().write(folder);
    Files.writeString(folder.resolve("training_args.bin"), "junk");
    Files.writeString(folder.resolve("pytorch_model.bin"), "junk");
    Files.writeString(folder.resolve("processor_config.json"), "{broken");
    assertThat(Checkpoint.read(folder).model().classNames()).hasSize(3);
  }

  @Test
  void shouldNameClassesByNumberWithoutLabels() throws Exception {
    v2().config(c -> c.remove("id2label")).write(folder);
    assertThat(Checkpoint.read(folder).identity().classNames())
        .containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
  }

  @Test
  void shouldTakeTheDefaultsOfTransformers() throws Exception {
    Consumer<ObjectNode> bare = c -> c.remove("layer_norm_eps");
    v2().config(bare).preprocessor(ObjectNode::removeAll).write(folder);
    Checkpoint checkpoint = Checkpoint.read(folder);
    assertThat(checkpoint.model().layerNormEps()).isEqualTo(1e-12);
    assertThat(checkpoint.model().patchSize()).isEqualTo(4);
    PreprocessorConfig preprocessor = checkpoint.preprocessor();
    assertThat(preprocessor.shortestEdge()).isEqualTo(384);
    assertThat(preprocessor.cropPct()).isEqualTo(0.875);
    assertThat(preprocessor.resampling()).isEqualTo(Resampling.BILINEAR);
    assertThat(preprocessor.doRescale()).isTrue();
    assertThat(preprocessor.mean()).containsOnly(0.5);
  }

  @Test
  void shouldReadLegacyPreprocessors() throws Exception {
    v2().preprocessor(
            p -> {
              p.removeAll();
              p.put("feature_extractor_type", "ConvNextFeatureExtractor");
              p.put("size", 224);
              p.putNull("crop_pct");
              p.put("resample", 1);
              p.put("image_mean", 0.25);
            })
        .write(folder);
    PreprocessorConfig preprocessor = Checkpoint.read(folder).preprocessor();
    assertThat(preprocessor.shortestEdge()).isEqualTo(224);
    assertThat(preprocessor.cropPct()).isEqualTo(0.875);
    assertThat(preprocessor.resampling()).isEqualTo(Resampling.LANCZOS);
    assertThat(preprocessor.mean()).containsExactly(0.25, 0.25, 0.25);
  }

  @Test
  void shouldReadAFirstVersionWithoutLayerScale() throws Exception {
    CheckpointFolder v1 =
        CheckpointFolder.random("convnext", 1).config(c -> c.put("layer_scale_init_value", 0));
    for (String block : new String[] {"0.layers.0", "1.layers.0", "1.layers.1", "2.layers.0"}) {
      v1.without("convnext.encoder.stages." + block + ".layer_scale_parameter");
    }
    for (String block : new String[] {"2.layers.1", "3.layers.0", "3.layers.1"}) {
      v1.without("convnext.encoder.stages." + block + ".layer_scale_parameter");
    }
    v1.write(folder);
    assertThat(Checkpoint.read(folder).model().layerScale()).isFalse();
  }

  @Test
  void shouldKnowMultiLabelModels() throws Exception {
    v2().config(c -> c.put("problem_type", "multi_label_classification")).write(folder);
    assertThat(Checkpoint.read(folder).model().multiLabel()).isTrue();
  }

  // --- what is refused

  @Test
  void shouldRefuseAFolderThatIsNotThere() {
    folder = folder.resolve("nowhere");
    assertRefused("no such folder", "config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "preprocessor_config.json"})
  void shouldNameTheFileThatIsMissing(String file) throws Exception {
    v2().write(folder);
    Files.delete(folder.resolve(file));
    assertRefused("has no " + file);
  }

  @Test
  void shouldSayWhatAnotherModelIs() {
    v2().config(c -> c.put("model_type", "vit")).write(folder);
    assertRefused("config.json", "is a 'vit' model, not a ConvNeXt");
  }

  @Test
  void shouldRefuseABackboneWithoutClassifier() {
    v2().config(c -> c.putArray("architectures").add("ConvNextV2Model")).write(folder);
    assertRefused("ConvNextV2Model", "no classifier head");
  }

  @Test
  void shouldRefuseWeightsWithoutClassifier() {
    v2().without("classifier.weight").without("classifier.bias").write(folder);
    assertRefused("no classifier head");
  }

  @Test
  void shouldSayHowToSaveSafetensors() throws Exception {
    v2().write(folder);
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    assertRefused("only pytorch_model.bin", "safe_serialization=True");
  }

  @Test
  void shouldSayThatThereAreNoWeights() throws Exception {
    v2().write(folder);
    Files.delete(folder.resolve("model.safetensors"));
    assertRefused("has no model.safetensors");
  }

  @Test
  void shouldNameMissingTensors() {
    v2().without("convnextv2.layernorm.bias").write(folder);
    assertRefused("misses tensors", "convnextv2.layernorm.bias");
  }

  @Test
  void shouldNameSurplusTensors() {
    v2().put("convnextv2.pooler.weight", 0, 1, 3).write(folder);
    assertRefused("does not have", "convnextv2.pooler.weight");
  }

  @Test
  void shouldNameTensorsOfAWrongShape() {
    v2().put("convnextv2.layernorm.weight", 0, 1, 21).write(folder);
    assertRefused("wrong shape", "convnextv2.layernorm.weight ([21] instead of [20])");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRefuseWeightsThatAreNotFinite(float value) {
    v2().withValue("classifier.bias", 1, value).write(folder);
    assertRefused("not finite", "classifier.bias");
  }

  @Test
  void shouldRefuseLabelsThatDoNotFitTheClassifier() {
    v2().config(c -> ((ObjectNode) c.get("id2label")).remove("2")).write(folder);
    assertRefused("id2label", "3 classes");
  }

  @Test
  void shouldRefuseShardsOutsideTheFolder() throws Exception {
    v2().shards(2).write(folder);
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"../../etc/passwd\"}}");
    assertRefused("is no file name");
  }

  @Test
  void shouldRefuseTheSameTensorInTwoShards() throws Exception {
    v2().shards(2).write(folder);
    Path first = folder.resolve("model-00001-of-00002.safetensors");
    Path second = folder.resolve("model-00002-of-00002.safetensors");
    Files.copy(first, second, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused("two shards hold");
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_act, '\"mish\"', hidden_act",
    "hidden_sizes, '[8, -1, 16, 20]', hidden_sizes",
    "depths, '[1, 2]', 'differ in length'",
    "depths, '[1, 2000000000, 2, 2]', depths",
    "num_channels, 4, channels"
  })
  void shouldRefuseConfigurationsThatMakeNoSense(String key, String value, String message)
      throws Exception {
    var node = new com.fasterxml.jackson.databind.ObjectMapper().readTree(value);
    v2().config(c -> c.set(key, node)).write(folder);
    assertRefused("config.json", message);
  }

  @ParameterizedTest
  @CsvSource({
    "image_processor_type, '\"ViTImageProcessor\"', ViTImageProcessor",
    "size, '{\"height\": 224, \"width\": 224}', shortest_edge",
    "resample, 7, resample",
    "crop_pct, 0, crop_pct",
    "image_std, '[1, 0, 1]', image_std",
    "image_mean, '[1, 2]', image_mean",
    "do_center_crop, true, do_center_crop"
  })
  void shouldRefusePreprocessorsThatItCannotRepeat(String key, String value, String message)
      throws Exception {
    var node = new com.fasterxml.jackson.databind.ObjectMapper().readTree(value);
    v2().preprocessor(p -> p.set(key, node)).write(folder);
    assertRefused("preprocessor_config.json", message);
  }

  @Test
  void shouldRefuseBrokenJson() throws Exception {
    v2().write(folder);
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
    assertRefused("config.json", "no valid JSON");
  }

  // --- safetensors files that lie

  private void weights(byte[] file) throws IOException {
    v2().write(folder);
    Files.write(folder.resolve("model.safetensors"), file);
  }

  private static byte[] file(String header, int dataBytes) {
    return CheckpointFolder.safetensors(header, new byte[dataBytes]);
  }

  @Test
  void shouldRefuseATruncatedFile() throws Exception {
    v2().write(folder);
    Path file = folder.resolve("model.safetensors");
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 100));
    assertRefused("model.safetensors", "truncated");
    Files.write(file, Arrays.copyOf(all, 300));
    assertRefused("truncated");
    Files.write(file, Arrays.copyOf(all, 5));
    assertRefused("truncated");
  }

  @Test
  void shouldRefuseAGitLfsPointer() throws Exception {
    weights(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
            .getBytes(StandardCharsets.UTF_8));
    assertRefused("Git LFS pointer");
  }

  @Test
  void shouldRefuseAnAbsurdHeaderLength() throws Exception {
    byte[] file = file("{}", 8);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    weights(file);
    assertRefused("header length");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2] | 8 | no JSON object",
        "{\"a\": | 8 | no valid JSON",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}} | 4 | needs 8 bytes",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}} | 4 | truncated",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}} | 12 | lies",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [4, 12]}} | 12 | gap",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}} | 8 | lies",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [8, 0]}} | 8 | data_offsets",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2.5], \"data_offsets\": [0, 8]}} | 8 | lies",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": \"2\", \"data_offsets\": [0, 8]}} | 8 | lies",
        "{\"a\": {\"dtype\": \"I64\", \"shape\": [1], \"data_offsets\": [0, 8]}} | 8 | I64",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [4000000000, 4000000000, 4], \"data_offsets\":"
            + " [0, 8]}} | 8 | too large",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"b\": {\"dtype\":"
            + " \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}} | 4 | overlaps",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"a\": {\"dtype\":"
            + " \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}} | 8 | no valid JSON"
      })
  void shouldRefuseALyingHeader(String header, int dataBytes, String message) throws Exception {
    weights(file(header, dataBytes));
    assertRefused("model.safetensors", message);
  }
}
