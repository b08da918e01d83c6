package io.camstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param processor its name, and how many of it
 * @param peer what the peer is made of, if there was one
 */
public record Machine(
    String processor,
    int processors,
    String system,
    String java,
    String engine,
    Optional<String> peer) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine current(String engine, Optional<String> peer) {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        engine,
        peer);
  }

  private static String processorName() {
    if (!Files.isReadable(CPU_INFO)) {
      return "unknown processor";
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Such as {@code 2 × AMD EPYC, Linux amd64}. */
  public String text() {
    return "%d × %s, %s".formatted(processors, processor, system);
  }

  /** What ran. */
  public String software() {
    return engine + " in " + java + peer.map(p -> "; peer " + p).orElse("");
  }
}
