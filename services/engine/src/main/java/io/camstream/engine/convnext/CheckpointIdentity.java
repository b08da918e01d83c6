package io.camstream.engine.convnext;

import java.util.List;

/**
 * Which model made a result.
 *
 * @param name name of the checkpoint's folder
 * @param architecture {@code convnext} or {@code convnextv2}
 * @param weightsSha256 SHA-256 of the weights: of the one file, or of all shards in the order of
 *     their names; lower-case hexadecimal
 * @param configSha256 SHA-256 of config.json followed by preprocessor_config.json
 * @param classNames by class index
 */
public record CheckpointIdentity(
    String name,
    String architecture,
    String weightsSha256,
    String configSha256,
    List<String> classNames) {

  public CheckpointIdentity {
    classNames = List.copyOf(classNames);
  }
}
