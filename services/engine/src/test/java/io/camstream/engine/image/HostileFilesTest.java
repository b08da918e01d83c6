package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files that once took hours or gigabytes. Each is decoded in a fresh process with a small
 * heap, whose processor time and memory are measured together with those of its decoder processes.
 * Prints what each of them costs. Needs {@code /proc}.
 */
class HostileFilesTest {

  private static final double MOST_SECONDS = 10;
  private static final long MOST_BYTES = 700_000_000L;
  private static final Duration GIVEN_UP = Duration.ofMinutes(2);

  /** Shorter than the default, so that the test is. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

  private static final Map<String, String> OUTCOMES =
      Map.ofEntries(
          Map.entry("bmp_jpeg_embedded_20000.bmp", "UNREADABLE_IMAGE"),
          Map.entry("jpeg_100mp.jpg", "10000 x 10000"),
          Map.entry("jpeg_prog_100mp_1000scans.jpg", "DECODE_LIMIT_EXCEEDED"),
          Map.entry("png_100mp_gray8.png", "10000 x 10000"),
          Map.entry("png_100mp_rgba16.png", "IMAGE_TOO_LARGE"),
          Map.entry("png_25mp_gray1.png", "5000 x 5000"),
          Map.entry("png_ztxt_800MB.png", "16 x 16"),
          Map.entry("tiff_64bands_16mp.tif", "IMAGE_TOO_LARGE"),
          Map.entry("tiff_ifd_40000_long.tif", "UNREADABLE_IMAGE"),
          Map.entry("tiff_jpeg_embedded_20000.tif", "IMAGE_TOO_LARGE"),
          Map.entry("tiff_tilewidth_2e9.tif", "IMAGE_TOO_LARGE"),
          Map.entry("webp_30000_vp8l_chunks_100mp.webp", "IMAGE_TOO_LARGE"),
          Map.entry("webp_40_vp8l_chunks_4mp.webp", "UNREADABLE_IMAGE"),
          Map.entry("webp_vp8l_100000_transforms_16mp.webp", "DECODE_LIMIT_EXCEEDED"),
          Map.entry("webp_vp8x64_vp8_16383.webp", "UNREADABLE_IMAGE"),
          Map.entry("webp_vp8x_hides_large_vp8.webp", "UNREADABLE_IMAGE"));

  @TempDir private Path folder;

  private record Cost(String outcome, double seconds, long bytes) {}

  static Stream<HostileFile> files() {
    return HostileFile.all().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldEndWithinItsTimeAndMemory(HostileFile hostile) throws Exception {
    Path file = Files.write(folder.resolve(hostile.name()), hostile.bytes());

    // Of a larger heap only the result of 300 MB would make use.
    Cost cost = measure(file, hostile.name().equals("jpeg_100mp.jpg") ? "1g" : "768m");

    System.out.printf(
        Locale.ROOT,
        "%-40s %4.1f s %4d MB  %s%n",
        hostile.name(),
        cost.seconds(),
        cost.bytes() / 1_000_000,
        cost.outcome());
    assertThat(OUTCOMES).containsKey(hostile.name());
    assertThat(cost.outcome()).startsWith(OUTCOMES.get(hostile.name()));
    assertThat(cost.seconds()).as("seconds of processor time").isLessThan(MOST_SECONDS);
    assertThat(cost.bytes()).as("bytes beside the process's own").isLessThan(MOST_BYTES);
  }

  @Test
  void shouldRefuseAnImageThatDoesNotFitIntoTheHeap() throws Exception {
    HostileFile large =
        files().filter(file -> file.name().equals("jpeg_100mp.jpg")).findAny().orElseThrow();
    Path file = Files.write(folder.resolve(large.name()), large.bytes());

    assertThat(measure(file, "128m").outcome())
        .startsWith("IMAGE_TOO_LARGE")
        .contains("too much for a Java heap of");
  }

  @Test
  void shouldLeaveNoDecoderBehindWhenItsParentIsKilledMeanwhile() throws Exception {
    HostileFile endless =
        files().filter(file -> file.name().contains("100000_transforms")).findAny().orElseThrow();
    Process parent = start(Files.write(folder.resolve(endless.name()), endless.bytes()), "768m");
    parent.getOutputStream().write('\n');
    parent.getOutputStream().flush();
    await().atMost(GIVEN_UP).until(() -> parent.descendants().findAny().isPresent());
    ProcessHandle decoder = parent.descendants().findAny().orElseThrow();

    parent.destroyForcibly().waitFor();

    await().atMost(GIVEN_UP).until(() -> !decoder.isAlive());
  }

  private static Process start(Path file, String heap) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:NewRatio=1",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DecodeProbe.class.getName(),
                file.toString(),
                Long.toString(TIME_LIMIT.toMillis())))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Cost measure(Path file, String heap) throws IOException, InterruptedException {
    Process process = start(file, heap);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      long own = residentBytes(process.toHandle());
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      long most = own;
      long start = System.nanoTime();
      Duration before = processorTime(process.toHandle());
      Map<Long, Duration> times = new HashMap<>();
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        most = Math.max(most, withDescendants(process.toHandle()));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .forEach(p -> times.merge(p.pid(), processorTime(p), HostileFilesTest::longer));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GIVEN_UP);
      }
      Duration all = times.values().stream().reduce(Duration.ZERO, Duration::plus).minus(before);
      return new Cost(out.readLine(), all.toMillis() / 1000.0, most - own);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static long withDescendants(ProcessHandle process) {
    return residentBytes(process)
        + process.descendants().mapToLong(HostileFilesTest::residentBytes).sum();
  }

  private static long residentBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // It has just ended.
    }
  }
}
