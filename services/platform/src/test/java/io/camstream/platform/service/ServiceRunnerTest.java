package io.camstream.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceRunnerTest {
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void captureStandardError() {
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreStandardError() {
    System.setErr(standardError);
  }

  @Test
  void shouldReturnZeroWhenTheServiceStops() {
    FakeService service = new FakeService(null, null);
    service.stopped.countDown();

    assertThat(run(service)).isZero();
    assertThat(service.closed).hasPositiveValue();
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void shouldShowAUsersMistakeAsOneLine() {
    FakeService service = new FakeService(new UserError("Missing topics: a. Run b."), null);

    assertThat(run(service)).isEqualTo(1);
    assertThat(service.closed).hasPositiveValue();
    assertThat(shown.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("camstream: Missing topics: a. Run b.");
  }

  @Test
  void shouldFailWithTheServiceThatFails() {
    FakeService service = new FakeService(null, new IllegalStateException("broken"));
    service.stopped.countDown();

    assertThat(run(service)).isEqualTo(1);
    assertThat(service.closed).hasPositiveValue();
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("broken");
  }

  private static int run(Service service) {
    HttpSettings http = SettingsLoader.of(Map.of()).load(HttpSettings.class);
    return ServiceRunner.run(service, http, new SimpleMeterRegistry());
  }

  private static final class FakeService implements Service {
    private final RuntimeException onStart;
    private final RuntimeException onRun;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();

    FakeService(RuntimeException onStart, RuntimeException onRun) {
      this.onStart = onStart;
      this.onRun = onRun;
    }

    @Override
    public void start() {
      if (onStart != null) {
        throw onStart;
      }
    }

    @Override
    public boolean awaitStopped(Duration limit) throws InterruptedException {
      boolean ended = stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (ended && onRun != null) {
        throw onRun;
      }
      return ended;
    }

    @Override
    public Readiness readiness() {
      return Readiness.ready("fake");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
