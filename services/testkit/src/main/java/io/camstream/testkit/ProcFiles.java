package io.camstream.testkit;

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

/** Reads what Linux shows of a process below {@code /proc}. */
public final class ProcFiles {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private ProcFiles() {}

  /** Content of a file of the process, such as {@code cmdline} or {@code environ}. */
  public static String read(long pid, String name) {
    return content(Path.of("/proc", Long.toString(pid), name));
  }

  /** Addresses of the TCP sockets on which the process listens. */
  public static List<InetAddress> listeningAddresses(long pid) {
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

  /** The kernel prints each word of four bytes as a little-endian number. */
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

  /** Content of a file, one character for each byte. */
  public static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
