package io.camstream.report.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.schemas.BatchProgress;
import io.camstream.testkit.SampleRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportLoopTest {

  private final MemoryTables tables = new MemoryTables();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private final List<String> tablesWritten = new CopyOnWriteArrayList<>();
  private final AtomicReference<Map<String, BatchProgress>> listed =
      new AtomicReference<>(Map.of());
  private final AtomicReference<Error> defect = new AtomicReference<>();
  private volatile OptionalLong tablesInBucket = OptionalLong.empty();
  private final AtomicReference<String> overwritten = new AtomicReference<>("");
  private final AtomicReference<RuntimeException> fatal = new AtomicReference<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ReportLoop loop =
      new ReportLoop(
          tables,
          new Reports(),
          new PageSchedule(Duration.ofMillis(50), Duration.ofMillis(10)),
          new WriteSchedule(Duration.ofMillis(50), Duration.ofMillis(10)),
          new ReportChecks(Duration.ofMillis(50), Duration.ofMinutes(1)),
          new ReportChecks(Duration.ofMillis(50), Duration.ofMinutes(1)),
          new ReportMetrics(meters),
          fatal::set);

  private final class Reports implements BatchReports {
    @Override
    public WrittenReport writePage(String batch, BatchProgress progress) {
      if (failure.get().isPresent()) {
        throw failure.get().get();
      }
      if (defect.get() != null) {
        throw defect.get();
      }
      written.add(batch);
      return new WrittenReport(batch, progress.getRevision(), Map.of());
    }

    @Override
    public WrittenReport writeTables(String batch, BatchProgress progress) {
      tablesWritten.add(batch);
      return new WrittenReport(batch + "'s tables", progress.getRevision(), Map.of());
    }

    @Override
    public OptionalLong tablesRevision(String batch, BatchProgress progress) {
      return tablesInBucket;
    }

    @Override
    public void writeList(Map<String, BatchProgress> batches) {
      listed.set(Map.copyOf(batches));
    }

    @Override
    public void keepOnly(Set<String> batches) {
      // Nothing is kept.
    }

    @Override
    public boolean isIntact(WrittenReport report) {
      return !overwritten.getAndSet("").equals(report.batch());
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void shouldWriteEachBatchOnceForEachChange() {
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    tables.put(SampleRecords.pending(SampleRecords.reference("other/a.png")));
    loop.start();
    await().untilAsserted(() -> assertThat(written).containsExactly("other", "plate"));
    await().untilAsserted(() -> assertThat(listed.get()).containsOnlyKeys("other", "plate"));

    tables.put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1));

    await().untilAsserted(() -> assertThat(written).containsExactly("other", "plate", "plate"));
    await().untilAsserted(() -> assertThat(gauge("camstream.report.batches.stale")).isZero());
    assertThat(gauge("camstream.report.batches")).isEqualTo(2);
    assertThat(meters.get("camstream.report.writes").tag("outcome", "written").timer().count())
        .isEqualTo(3);
  }

  @Test
  void shouldWaitForTheStoreAndWriteWhenItIsBack() {
    failure.set(Optional.of(new StoreUnavailableException("no answer")));
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();
    await().until(() -> !loop.readiness().ready());
    assertThat(loop.readiness().reason()).contains("waiting for the object store");

    failure.set(Optional.empty());

    await().untilAsserted(() -> assertThat(written).containsExactly("plate"));
    await().until(() -> loop.readiness().ready());
    assertThat(fatal.get()).isNull();
  }

  @Test
  void shouldWriteOtherBatchesWhenOneCanNotBeWritten() {
    failure.set(Optional.of(new IllegalStateException("a defect")));
    tables.put(SampleRecords.pending(SampleRecords.reference("a/1.png")));
    loop.start();
    await().until(() -> !loop.readiness().ready());

    failure.set(Optional.empty());
    tables.put(SampleRecords.pending(SampleRecords.reference("b/1.png")));

    await().untilAsserted(() -> assertThat(written).contains("a", "b"));
    assertThat(fatal.get()).isNull();
  }

  @Test
  void shouldTryAgainWhenTheBatchWentToAnotherProcess() {
    failure.set(Optional.of(new InvalidStateStoreException("migrated")));
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();
    failure.set(Optional.empty());

    await().untilAsserted(() -> assertThat(written).containsExactly("plate"));
    assertThat(loop.readiness().ready()).isTrue();
  }

  @Test
  void shouldStopWithOneClearLineWhenTheStoreRefusesTheCredentials() {
    failure.set(
        Optional.of(new StoreDeniedException("Can't write: AccessDenied. Check the keys.")));
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();

    await().until(() -> fatal.get() != null);

    assertThat(fatal.get())
        .isInstanceOf(UserError.class)
        .hasMessage("Can't write: AccessDenied. Check the keys.");
  }

  @Test
  void shouldWriteAReportAgainThatAStaleOwnerHasOverwritten() {
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();
    await().untilAsserted(() -> assertThat(written).containsExactly("plate"));

    overwritten.set("plate");

    await().untilAsserted(() -> assertThat(written).containsExactly("plate", "plate"));
  }

  @Test
  void shouldWriteTheTablesOfWhatIsOnThePage() {
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();

    await().untilAsserted(() -> assertThat(tablesWritten).containsExactly("plate"));
  }

  @Test
  void shouldNotWriteTablesAgainThatAnEarlierProcessHasWritten() {
    tablesInBucket = OptionalLong.of(1);
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();
    await().untilAsserted(() -> assertThat(written).containsExactly("plate"));

    tables.put(SampleRecords.explained(SampleRecords.reference("plate/a.png"), 0.7, 0.2, 0.1));

    await().untilAsserted(() -> assertThat(tablesWritten).containsExactly("plate"));
  }

  @Test
  void shouldEndTheServiceWhenTheWriterHasAnErrorOfTheVirtualMachine() {
    defect.set(new OutOfMemoryError("Java heap space"));
    tables.put(SampleRecords.pending(SampleRecords.reference("plate/a.png")));
    loop.start();

    await().until(() -> fatal.get() != null);

    assertThat(fatal.get()).hasMessageContaining("Java heap space");
    assertThat(loop.readiness().ready()).isFalse();
  }

  @Test
  void shouldNotBeStoppedTwice() {
    loop.start();
    loop.close();
    loop.close();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
