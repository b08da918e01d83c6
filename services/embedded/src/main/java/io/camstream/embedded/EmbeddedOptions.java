package io.camstream.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options of the embedded servers.
 *
 * @param dataDirectory directory of their data; empty: a temporary directory that is deleted when
 *     they close
 * @param minio the {@code minio} program to use as the store; empty: S3Proxy
 */
public record EmbeddedOptions(Optional<Path> dataDirectory, Optional<Path> minio) {
  /** Path of the {@code minio} program; {@code off}: use none, even if it is on the path. */
  public static final String MINIO_PROPERTY = "camstream.embedded.minio";

  private static final String MINIO_VARIABLE = "CAMSTREAM_EMBEDDED_MINIO";

  /** Data in a temporary directory; MinIO if it is on the path or named by the setting. */
  public static EmbeddedOptions temporary() {
    return new EmbeddedOptions(Optional.empty(), findMinio());
  }

  /** Data in the given directory, which the next start reads; MinIO as for {@link #temporary}. */
  public static EmbeddedOptions keepingDataIn(Path directory) {
    return new EmbeddedOptions(Optional.of(directory), findMinio());
  }

  private static Optional<Path> findMinio() {
    String named = System.getProperty(MINIO_PROPERTY, System.getenv(MINIO_VARIABLE));
    if (named == null || named.isBlank()) {
      return onPath();
    }
    if (named.equals("off")) {
      return Optional.empty();
    }
    Path program = Path.of(named);
    if (!Files.isExecutable(program)) {
      throw new ServerStartException(
          "%s is %s, which is not an executable file".formatted(MINIO_PROPERTY, named));
    }
    return Optional.of(program.toAbsolutePath());
  }

  private static Optional<Path> onPath() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, "minio"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
