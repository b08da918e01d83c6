package io.camstream.engine.fuzz;

/** Reads foreign bytes as the {@code config.json} of a checkpoint. */
public final class ModelConfigFuzz {

  private static final CheckpointFuzz CHECKPOINT = new CheckpointFuzz("config.json");

  private ModelConfigFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    CHECKPOINT.read(data);
  }
}
