package io.camstream.engine.fuzz;

/** Reads foreign bytes as the {@code model.safetensors} of a checkpoint. */
public final class SafetensorsFuzz {

  private static final CheckpointFuzz CHECKPOINT = new CheckpointFuzz("model.safetensors");

  private SafetensorsFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    CHECKPOINT.read(data);
  }
}
