package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
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
    List<DoctorCheck> checks = check(StoreSettings.class);

    assertThat(checks)
        .contains(
            DoctorCheck.good("camstream.store.access-key", "user"),
            DoctorCheck.good("camstream.store.secret-key", "******"),
            DoctorCheck.good("camstream.store.images-bucket", "images"),
            DoctorCheck.good("camstream.store.truststore", "not set"));
    assertThat(checks.toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldSayWhichSettingIsWrong() {
    settings.put("camstream.store.endpoint", "::");

    assertThat(check(StoreSettings.class))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.state()).isEqualTo(DoctorCheck.State.BAD);
              assertThat(check.detail()).contains("camstream.store.endpoint");
            });
  }

  @Test
  void shouldNotBlameWhoRunsNoWorkerForHavingNoModel() {
    settings.remove("camstream.worker.model");

    assertThat(check(WorkerSettings.class))
        .contains(
            new DoctorCheck(
                "camstream.worker.model", DoctorCheck.State.OPEN, "not set; a worker needs it"))
        .noneMatch(check -> check.state() == DoctorCheck.State.BAD);
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

    assertThat(doctor.connections().filter(check -> check.state() == DoctorCheck.State.BAD))
        .extracting(DoctorCheck::name)
        .containsExactly("Kafka", "schema registry", "object store", "model");
  }

  private List<DoctorCheck> check(Class<?> mapping) {
    return new Doctor(SettingsLoader.of(settings)).settings(List.of(mapping));
  }
}
