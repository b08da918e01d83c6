package io.camstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecoderPoolTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final byte[] lossless = PpmFile.bytes("lossless.webp");
  private final byte[] endless =
      HostileFile.all().stream()
          .filter(file -> file.name().contains("100000_transforms"))
          .findAny()
          .orElseThrow()
          .bytes();
  private ImageDecoder decoder = new ImageDecoder();

  @AfterEach
  void close() {
    decoder.close();
    await().atMost(LIMIT).until(() -> processes().isEmpty());
  }

  /** Those that decoders of this process have started. */
  private static List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().arguments().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(argument -> argument.equals(DecoderMain.class.getName())))
        .toList();
  }

  @Test
  void shouldDecodeOneFileAfterTheOtherInTheSameProcess() throws Exception {
    assertThat(decoder.isOrdinary(lossless)).isFalse();
    RgbImage first = decoder.decode(lossless);
    List<ProcessHandle> started = processes();
    RgbImage second = decoder.decode(lossless);

    assertThat(first.pixels()).isEqualTo(PpmFile.read("lossless.webp.ppm").pixels());
    assertThat(second.pixels()).isEqualTo(first.pixels());
    assertThat(started).hasSize(1);
    assertThat(processes()).isEqualTo(started);
  }

  @Test
  void shouldDecodeTheNextImageAfterAProcessDied() throws Exception {
    decoder.decode(lossless);
    ProcessHandle process = processes().get(0);
    process.destroyForcibly();
    process.onExit().join();

    assertThat(decoder.decode(lossless).width()).isPositive();
  }

  @Test
  void shouldTryAnImageAgainWhoseProcessIsKilledFromOutside() throws Exception {
    CompletableFuture<Throwable> outcome =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> decoder.decode(endless)));
    await().atMost(LIMIT).until(() -> processes().size() == 1);
    ProcessHandle first = processes().get(0);
    first.destroyForcibly();

    await().atMost(LIMIT).until(() -> processes().stream().anyMatch(p -> p.pid() != first.pid()));
    decoder.close();

    assertThat(outcome.get()).isNotNull();
  }

  @Test
  void shouldEndAnImageThatTakesTooLong() throws Exception {
    decoder =
        new ImageDecoder(
            new DecodeLimits(100_000_000, 65_535, 1 << 20, 600_000_000, Duration.ofSeconds(2)));

    UnreadableImageException failure =
        catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(endless));

    assertThat(failure.code()).isEqualTo(Code.DECODE_LIMIT_EXCEEDED.name());
    assertThat(failure).hasMessage("decoding takes longer than 2.0 s of processor time");
    assertThat(decoder.decode(lossless).width()).as("the next one").isPositive();
  }

  @Test
  void shouldSayWhatTheDecoderSaysOfABrokenFile() throws Exception {
    byte[] broken = lossless.clone();
    Arrays.fill(broken, 40, broken.length, (byte) 0xff);

    UnreadableImageException failure =
        catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(broken));

    assertThat(failure.code()).isEqualTo("UNREADABLE_IMAGE");
    assertThat(failure).hasMessageStartingWith("broken WebP file: ");
  }

  @Test
  void shouldStopWaitingWhenItIsInterrupted() throws Exception {
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> outcome.complete(catchThrowable(() -> decoder.decode(endless))), "interrupted");
    thread.start();
    await().atMost(LIMIT).until(() -> processes().size() == 1);

    thread.interrupt();

    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
    await().atMost(LIMIT).until(() -> processes().isEmpty());
  }
}
