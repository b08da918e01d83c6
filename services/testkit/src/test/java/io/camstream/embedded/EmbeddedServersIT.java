package io.camstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.testkit.ProcFiles;
import io.camstream.testkit.SharedServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @Test
  void shouldLeaveNoProcessAndNoTemporaryFileWhenClosed() {
    EmbeddedServers servers = EmbeddedServers.start(EmbeddedOptions.temporary());
    List<ProcessHandle> children = processes(servers);
    assertThat(children).allMatch(ProcessHandle::isAlive);
    assertThat(servers.directory()).isDirectory();

    servers.close();

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(servers.directory()).doesNotExist();
  }

  @Test
  void shouldLeaveNoProcessWhenTheParentIsKilled() throws Exception {
    Process parent = startParent();
    List<ProcessHandle> children = childrenPrintedBy(parent);
    assertThat(children).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);

    parent.destroyForcibly().waitFor();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void shouldLeaveNoProcessWhenInterruptedWhileStarting() throws Exception {
    Set<ProcessHandle> before = children();
    Thread starting =
        new Thread(() -> EmbeddedServers.start(EmbeddedOptions.keepingDataIn(directory)));
    starting.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    starting.start();
    await().atMost(LIMIT).until(() -> children().size() > before.size());

    starting.interrupt();
    starting.join(LIMIT.toMillis());

    assertThat(starting.isAlive()).isFalse();
    assertThat(failures).singleElement().isInstanceOf(ServerStartException.class);
    assertThat(children()).isEqualTo(before);
  }

  @Test
  void shouldPointServicesAtTheServers() {
    EmbeddedServers servers = SharedServers.get();

    assertThat(servers.settings())
        .containsEntry("camstream.kafka.bootstrap-servers", servers.bootstrapServers())
        .containsEntry("camstream.registry.url", servers.registryUrl().toString())
        .containsEntry("camstream.store.endpoint", servers.storeEndpoint().toString())
        .containsEntry("camstream.store.access-key", servers.accessKey())
        .containsEntry("camstream.store.secret-key", servers.secretKey());
  }

  @Test
  void shouldKeepSecretsOutOfCommandLinesAndOfFilesOfOthers() {
    EmbeddedServers servers = SharedServers.get();
    List<String> secrets =
        List.of(
            servers.broker().password(), servers.registry().token(), servers.store().secretKey());
    List<String> kept = List.of(secrets.get(0), secrets.get(2));

    assertThat(processes(servers))
        .allSatisfy(
            process ->
                assertThat(ProcFiles.read(process.pid(), "cmdline"))
                    .isNotEmpty()
                    .doesNotContain(secrets));
    for (String secret : kept) {
      assertThat(filesWith(secret, servers.directory()))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void shouldListenOnLoopbackAlone() {
    EmbeddedServers servers = SharedServers.get();

    assertThat(processes(servers).stream().map(ProcessHandle::pid))
        .allSatisfy(
            pid ->
                assertThat(ProcFiles.listeningAddresses(pid))
                    .isNotEmpty()
                    .allMatch(InetAddress::isLoopbackAddress));
  }

  private static List<Path> filesWith(String text, Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> ProcFiles.content(file).contains(text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static List<ProcessHandle> processes(EmbeddedServers servers) {
    return processes(
        Stream.of(servers.broker().pid(), servers.registry().pid(), servers.store().pid()));
  }

  /** The children and whatever they started themselves. */
  private static List<ProcessHandle> processes(Stream<Long> pids) {
    return pids.map(pid -> ProcessHandle.of(pid).orElseThrow())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .toList();
  }

  private Process startParent() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + ServerBundles.PROPERTY + "=" + System.getProperty(ServerBundles.PROPERTY),
            "-cp",
            System.getProperty("java.class.path"),
            ServersOfAnotherProcess.class.getName(),
            directory.toString())
        .redirectError(Files.createTempFile(directory, "parent", ".log").toFile())
        .start();
  }

  private static List<ProcessHandle> childrenPrintedBy(Process parent) throws Exception {
    try (BufferedReader lines = parent.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ServersOfAnotherProcess.PIDS)) {
          return processes(
              Arrays.stream(line.substring(ServersOfAnotherProcess.PIDS.length()).split(" "))
                  .map(Long::valueOf));
        }
      }
    }
    throw new AssertionError("The other process ended before its servers ran");
  }
}
