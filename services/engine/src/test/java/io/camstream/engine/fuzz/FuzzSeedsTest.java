package io.camstream.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.image.ImageDecodeFuzz;
import io.camstream.engine.image.ImageScanFuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fuzz target stands its seeds, among them the findings of earlier runs. */
class FuzzSeedsTest {

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "ImageScanFuzz", ImageScanFuzz::fuzzerTestOneInput,
          "ImageDecodeFuzz", ImageDecodeFuzz::fuzzerTestOneInput,
          "ModelConfigFuzz", ModelConfigFuzz::fuzzerTestOneInput,
          "PreprocessorConfigFuzz", PreprocessorConfigFuzz::fuzzerTestOneInput,
          "SafetensorsFuzz", SafetensorsFuzz::fuzzerTestOneInput);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImageScanFuzz",
        "ImageDecodeFuzz",
        "ModelConfigFuzz",
        "PreprocessorConfigFuzz",
        "SafetensorsFuzz"
      })
  void shouldStandItsSeeds(String target) throws Exception {
    List<Path> seeds = seeds("/fuzz/" + target);
    if (target.startsWith("Image")) {
      seeds = Stream.concat(seeds.stream(), seeds("/images").stream()).toList();
    }
    assertThat(seeds).isNotEmpty();
    for (Path seed : seeds) {
      TARGETS.get(target).accept(Files.readAllBytes(seed));
    }
  }

  private static List<Path> seeds(String folder) throws Exception {
    Path path = Path.of(FuzzSeedsTest.class.getResource(folder).toURI());
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
