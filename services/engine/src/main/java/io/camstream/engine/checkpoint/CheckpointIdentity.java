package io.camstream.engine.checkpoint;

import java.util.List;

/**
 * Which model explained an image.
 *
 * @param name of the checkpoint's folder
 * @param architecture {@code convnext} or {@code convnextv2}
 * @param weightsSha256 of the weights, hexadecimal
 * @param configSha256 of {@code config.json} followed by {@code preprocessor_config.json},
 *     hexadecimal
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
