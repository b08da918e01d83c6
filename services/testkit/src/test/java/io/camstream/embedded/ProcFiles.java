package io.camstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux tells about a process below /proc. */
final class ProcFiles {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private ProcFiles() {}

  /** Command line or environment: texts, each ended by a zero. */
  static String read(long pid, String name) {
    return content(Path.of("/proc", Long.toString(pid), name));
  }

  /** The addresses of the process's own TCP sockets that wait for connections. */
  static List<InetAddress> listeningAddresses(long pid) {
    Set<String> sockets = openFiles(pid);
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> read(pid, table).lines().skip(1))
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[STATE].equals(LISTENING))
        .filter(fields -> sockets.contains("socket:[" + fields[INODE] + "]"))
        .map(fields -> address(fields[LOCAL_ADDRESS].split(":")[0]))
        .toList();
  }

  private static Set<String> openFiles(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.map(ProcFiles::target).collect(Collectors.toSet());
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

  /** The kernel prints words of four bytes as numbers of this machine, little end first. */
  private static InetAddress address(String hex) {
    byte[] words = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i / 4 * 4 + 3 - i % 4];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
