package io.camstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files of the servers that run as child processes.
 *
 * @param directory holds {@code jars/*.jar} (Kafka and S3Proxy) and {@code apicurio/*-runner.jar}
 */
record ServerBundles(Path directory) {
  /** System property that names the directory; the launcher and the build set it. */
  static final String PROPERTY = "camstream.servers";

  static ServerBundles fromSystemProperty() {
    String directory = System.getProperty(PROPERTY);
    if (directory == null) {
      throw new ServerStartException(
          "The system property %s is not set: it names the directory of the embedded servers"
                  .formatted(PROPERTY)
              + " (services/server-bundles/target after 'mvn package')");
    }
    return new ServerBundles(Path.of(directory).toAbsolutePath());
  }

  /** Class path of Kafka and S3Proxy, which share most of it. */
  String jvmClassPath() {
    return existing(directory.resolve("jars")).resolve("*").toString();
  }

  Path apicurioRunner() {
    Path apicurio = existing(directory.resolve("apicurio"));
    try (Stream<Path> files = Files.list(apicurio)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> missing(apicurio));
    } catch (IOException e) {
      throw new ServerStartException("%s can't be read: %s".formatted(apicurio, e), e);
    }
  }

  private static Path existing(Path path) {
    if (!Files.isDirectory(path)) {
      throw missing(path);
    }
    return path;
  }

  private static ServerStartException missing(Path path) {
    return new ServerStartException(
        "The embedded servers are not in %s: run 'mvn package -pl services/server-bundles'"
            .formatted(path));
  }
}
