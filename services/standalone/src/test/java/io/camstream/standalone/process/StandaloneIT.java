package io.camstream.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.store.MinioObjectStore;
import io.camstream.platform.store.ObjectStore;
import io.camstream.platform.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
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
      assertThat(String.join("\n", standalone.lines())).doesNotContain(secretIn(config));
      assertHealthy(config);
      assertSharesTheWork(config);

      standalone.interrupt();

      assertThat(standalone.awaitExit()).as("%s", standalone.lines()).isEqualTo(130);
      assertThat(standalone.leftovers()).isEmpty();
      assertThat(config.getParent()).doesNotExist();
    }
  }

  private static void assertHealthy(Path config) throws Exception {
    try (CommandProcess doctor = command(config, "doctor")) {
      assertThat(doctor.awaitExit()).as("%s", doctor.lines()).isZero();
      assertThat(String.join("\n", doctor.lines()))
          .contains("Kafka", "topic camstream.images", "bucket images", "******")
          .doesNotContain(secretIn(config));
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
    StoreSettings settings =
        SettingsLoader.fromEnvironment(Optional.of(config), Map.of()).load(StoreSettings.class);
    try (ObjectStore store = MinioObjectStore.create(settings)) {
      for (Path image : samples()) {
        store.put(settings.imagesBucket(), key(image), image, "image/*");
      }
    }
  }

  private static String secretIn(Path config) {
    return SettingsLoader.fromEnvironment(Optional.of(config), Map.of())
        .load(StoreSettings.class)
        .secretKey()
        .reveal();
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
