package io.camstream.engine.convnext;

import io.camstream.engine.image.PreprocessorConfig;
import java.nio.file.Path;

/**
 * A Hugging Face checkpoint of a ConvNeXt or ConvNeXtV2 classifier, read and checked.
 *
 * @param weights memory-mapped: the files must not change while the checkpoint is in use
 */
public record Checkpoint(
    ModelConfig model,
    PreprocessorConfig preprocessor,
    Weights weights,
    CheckpointIdentity identity) {

  /**
   * Reads {@code config.json}, {@code preprocessor_config.json} and {@code model.safetensors} (or
   * the shards that {@code model.safetensors.index.json} names) and nothing else in the folder.
   *
   * @throws CheckpointException if the folder holds no usable checkpoint
   */
  public static Checkpoint read(Path folder) throws CheckpointException {
    return new CheckpointReader(folder).read();
  }
}
