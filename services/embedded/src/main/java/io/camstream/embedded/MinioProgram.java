package io.camstream.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** MinIO server over a directory. Its credentials are environment variables. */
record MinioProgram(Path program) implements StoreProgram {
  private static final Pattern READY = Pattern.compile("API: http://127\\.0\\.0\\.1:(\\d+)");

  @Override
  public ChildCommand command(Path directory, Credentials credentials, int port) {
    Path objects = directory.resolve("minio");
    PrivateFiles.createDirectory(objects);
    return ChildCommand.program(
            "MinIO server",
            directory,
            List.of(
                program.toString(), "server", "--address", "127.0.0.1:" + port, objects.toString()))
        .withEnvironment(
            Map.of(
                "MINIO_ROOT_USER",
                credentials.user(),
                "MINIO_ROOT_PASSWORD",
                credentials.password(),
                "MINIO_BROWSER",
                "off",
                "MINIO_UPDATE",
                "off"));
  }

  @Override
  public Pattern readyLine() {
    return READY;
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public boolean choosesPort() {
    return false;
  }
}
