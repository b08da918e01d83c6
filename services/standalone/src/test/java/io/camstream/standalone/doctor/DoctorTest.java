package io.camstream.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.store.StoreSettings;
import io.camstream.worker.service.WorkerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "camstream.store.access-key", "user",
              "camstream.store.secret-key", "hunter2",
              "camstream.worker.model", "model"));

  @Test
  void shouldShowEachSettingButNoSecret() {
    List<Check> checks = check(StoreSettings.class);

    assertThat(checks)
        .contains(
            Check.good("camstream.store.access-key", "user"),
            Check.good("camstream.store.secret-key", "******"),
            Check.good("camstream.store.images-bucket", "images"),
            Check.good("camstream.store.truststore", "not set"));
    assertThat(checks.toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldSayWhichSettingIsWrong() {
    settings.put("camstream.store.endpoint", "::");

    assertThat(check(StoreSettings.class))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.state()).isEqualTo(Check.State.BAD);
              assertThat(check.detail()).contains("camstream.store.endpoint");
            });
  }

  @Test
  void shouldNotBlameWhoRunsNoWorkerForHavingNoModel() {
    settings.remove("camstream.worker.model");

    assertThat(check(WorkerSettings.class))
        .contains(
            new Check("camstream.worker.model", Check.State.OPEN, "not set; a worker needs it"))
        .noneMatch(check -> check.state() == Check.State.BAD);
  }

  @Test
  void shouldBlameOtherMistakesOfTheWorkerThoughItHasNoModel() {
    settings.remove("camstream.worker.model");
    settings.put("camstream.worker.batch-size", "many");

    assertThat(check(WorkerSettings.class))
        .singleElement()
        .satisfies(check -> assertThat(check.detail()).contains("batch-size", "many"));
  }

  @Test
  void shouldSayWhereNothingAnswers() {
    settings.put("camstream.registry.url", "http://127.0.0.1:1");
    settings.put("camstream.store.endpoint", "http://127.0.0.1:1");

    Doctor doctor = new Doctor(SettingsLoader.of(settings));

    assertThat(doctor.connections().filter(check -> check.state() == Check.State.BAD))
        .extracting(Check::name)
        .containsExactly("Kafka", "schema registry", "object store", "model");
  }

  private List<Check> check(Class<?> mapping) {
    return new Doctor(SettingsLoader.of(settings)).settings(List.of(mapping));
  }
}
