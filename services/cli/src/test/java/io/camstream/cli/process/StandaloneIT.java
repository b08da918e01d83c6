package io.camstream.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandaloneIT {
  private static final Path SAMPLES = CommandProcess.demo().resolve("images/synthetic-cells");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldServeSubscribersAndFurtherWorkersUntilItIsStopped() throws Exception {
    try (CommandProcess standalone =
        CommandProcess.start(
            "standalone", "--model", CommandProcess.demo().resolve("model").toString())) {
      Path config = Path.of(standalone.awaitLine("worker --config (\\S+)").group(1));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
          .isEqualTo("rw-------");
      assertThat(String.join("\n", standalone.lines())).doesNotContain(secretsIn(config));
      assertHealthy(config);
      assertListensForThisMachineAlone(standalone);
      assertSharesTheWork(config);
      assertShowsNoSecret(config, standalone);
      assertThat(config.resolveSibling("camstream.log")).isNotEmptyFile();

      standalone.interrupt();

      assertThat(standalone.awaitExit()).as("%s", standalone.lines()).isEqualTo(130);
      assertThat(standalone.leftovers()).isEmpty();
      assertThat(config.getParent()).doesNotExist();
    }
  }

  private static void assertListensForThisMachineAlone(CommandProcess standalone) {
    List<ProcessFacts> processes = standalone.processes();

    assertThat(processes)
        .filteredOn(process -> !process.listening().isEmpty())
        .as("broker, registry and store")
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(processes).allSatisfy(process -> assertThat(process.openToOthers()).isEmpty());
  }

  /** Searches process lists, all files that the owner does not have alone, log, and results. */
  private static void assertShowsNoSecret(Path config, CommandProcess standalone)
      throws IOException {
    List<String> secrets = secretsIn(config);
    assertThat(standalone.processes())
        .extracting(ProcessFacts::commandLineAndEnvironment)
        .allSatisfy(shown -> assertThat(shown).isNotEmpty().doesNotContain(secrets));
    List<Path> files =
        await()
            .atMost(CommandProcess.LIMIT)
            // Temporary files go while they are listed and read.
            .ignoreExceptionsInstanceOf(UncheckedIOException.class)
            .until(() -> filesWith(secrets, config.getParent()), found -> !found.isEmpty());
    assertThat(files)
        .contains(config)
        .noneMatch(file -> file.toString().endsWith(".log"))
        .allSatisfy(
            file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
    await()
        .atMost(CommandProcess.LIMIT)
        // A report may be replaced while it is read.
        .ignoreExceptionsInstanceOf(StoreException.class)
        .untilAsserted(
            () ->
                assertThat(objects(config))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(text -> assertThat(text).doesNotContain(secrets)));
  }

  private static List<Path> filesWith(List<String> secrets, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> secrets.stream().anyMatch(text(file)::contains))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Explanations and reports, as text. */
  private static List<String> objects(Path config) {
    StoreSettings settings = load(config, StoreSettings.class);
    try (ObjectStore store = ObjectStore.connect(settings)) {
      return Stream.of(settings.explanationsBucket(), settings.reportsBucket())
          .flatMap(bucket -> store.list(bucket, ""))
          .map(
              object ->
                  new ObjectVersion(
                      object.bucket(), object.key(), object.versionId(), object.etag()))
          .map(version -> store.get(version, 64 << 20).bytes())
          .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
          .toList();
    }
  }

  private static List<String> secretsIn(Path config) {
    return List.of(
        load(config, StoreSettings.class).secretKey().orElseThrow().reveal(),
        load(config, KafkaSettings.class).security().password().orElseThrow().reveal(),
        load(config, RegistrySettings.class).token().orElseThrow().reveal());
  }

  private static <T> T load(Path config, Class<T> mapping) {
    return SettingsLoader.fromEnvironment(Optional.of(config), Map.of()).load(mapping);
  }

  private static void assertHealthy(Path config) throws Exception {
    try (CommandProcess doctor = command(config, "doctor")) {
      assertThat(doctor.awaitExit()).as("%s", doctor.lines()).isZero();
      assertThat(String.join("\n", doctor.lines()))
          .contains("Kafka", "topic camstream.images", "bucket images", "******")
          .doesNotContain(secretsIn(config));
    }
  }

  private static void assertSharesTheWork(Path config) throws Exception {
    try (CommandProcess second =
            command(config, "worker", "--set", "camstream.worker.name=second");
        CommandProcess results = command(config, "results", "--follow", "--from-beginning")) {
      second.awaitLine("Ready: ");
      upload(config);

      Set<String> keys = keysOfSamples();
      await().atMost(CommandProcess.LIMIT).until(() -> field(results, "key").containsAll(keys));
      assertThat(results.lines()).hasSameSizeAs(keys);
      assertThat(Set.copyOf(field(results, "worker"))).hasSize(2).contains("second");
      second.interrupt();
      results.interrupt();
      second.awaitExit();
      results.awaitExit();
    }
  }

  private static CommandProcess command(Path config, String... arguments) {
    return CommandProcess.start(
        Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
            .toArray(String[]::new));
  }

  private static List<String> field(CommandProcess results, String name) {
    return results.lines().stream().map(line -> json(line).get(name).asText()).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + line, e);
    }
  }

  private static void upload(Path config) throws IOException {
    StoreSettings settings = load(config, StoreSettings.class);
    try (ObjectStore store = ObjectStore.connect(settings)) {
      for (Path image : samples()) {
        store.put(settings.imagesBucket(), key(image), image, "image/*");
      }
    }
  }

  private static Set<String> keysOfSamples() throws IOException {
    return samples().stream().map(StandaloneIT::key).collect(Collectors.toSet());
  }

  private static String key(Path image) {
    return "batch/" + image.getFileName();
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> !file.toString().endsWith(".csv")).toList();
    }
  }
}
