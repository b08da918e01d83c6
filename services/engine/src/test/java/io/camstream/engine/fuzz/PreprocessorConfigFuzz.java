package io.camstream.engine.fuzz;

/** Reads foreign bytes as the {@code preprocessor_config.json} of a checkpoint. */
public final class PreprocessorConfigFuzz {

  private static final CheckpointFuzz CHECKPOINT = new CheckpointFuzz("preprocessor_config.json");

  private PreprocessorConfigFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    CHECKPOINT.read(data);
  }
}
