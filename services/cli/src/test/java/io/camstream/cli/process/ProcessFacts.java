package io.camstream.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What everybody on the machine can learn of a process, as Linux tells it below /proc. */
record ProcessFacts(long pid) {
  private static final String LISTENING = "0A";
  private static final String LOOPBACK_OF_IPV6 = "0".repeat(24) + "01000000";

  /** Its command line and its environment. */
  String commandLineAndEnvironment() {
    return read("cmdline") + read("environ");
  }

  /** Addresses, as the kernel writes them, at which it waits for connections of other machines. */
  List<String> openToOthers() {
    return listening().stream().filter(address -> !isLoopback(address)).toList();
  }

  /** All addresses at which it waits for connections. */
  List<String> listening() {
    Set<String> sockets = openFiles();
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> read(table).lines().skip(1))
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[3].equals(LISTENING))
        .filter(fields -> sockets.contains("socket:[" + fields[9] + "]"))
        .map(fields -> fields[1].split(":")[0])
        .toList();
  }

  /** The first byte of an IPv4 address, mapped to IPv6 or not, comes last. */
  private static boolean isLoopback(String address) {
    return address.endsWith("7F") || address.equals(LOOPBACK_OF_IPV6);
  }

  private Set<String> openFiles() {
    try (Stream<Path> files = Files.list(file("fd"))) {
      return files.map(ProcessFacts::target).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }

  private String read(String name) {
    try {
      return new String(Files.readAllBytes(file(name)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
