package io.camstream.admin;

import io.camstream.admin.DoctorCheck.State;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Options;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.service.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line for each setting with its value, or one for a group that can't be loaded. */
final class SettingsCheck {
  private static final String MODEL = "camstream.worker.model";

  private final SettingsLoader settings;

  SettingsCheck(SettingsLoader settings) {
    this.settings = settings;
  }

  List<DoctorCheck> all(List<Class<?>> mappings) {
    List<DoctorCheck> checks = new ArrayList<>();
    mappings.forEach(mapping -> checks.addAll(group(mapping, settings)));
    return checks;
  }

  private List<DoctorCheck> group(Class<?> mapping, SettingsLoader loader) {
    try {
      return lines(mapping, loader);
    } catch (UserError e) {
      if (mapping == WorkerSettings.class && loader == settings) {
        return withoutModel(e);
      }
      return List.of(DoctorCheck.bad(Options.prefix(mapping), e.getMessage()));
    }
  }

  /** Only a worker needs a model. */
  private List<DoctorCheck> withoutModel(UserError failure) {
    SettingsLoader withAnyModel = settings.with(Map.of(MODEL, "any"));
    List<DoctorCheck> checks = new ArrayList<>(group(WorkerSettings.class, withAnyModel));
    if (checks.stream().anyMatch(check -> check.state() == State.BAD)) {
      return List.of(DoctorCheck.bad(Options.prefix(WorkerSettings.class), failure.getMessage()));
    }
    checks.replaceAll(
        check ->
            check.name().equals(MODEL)
                ? new DoctorCheck(MODEL, State.OPEN, "not set; a worker needs it")
                : check);
    return checks;
  }

  private static <T> List<DoctorCheck> lines(Class<T> mapping, SettingsLoader loader) {
    Map<String, Object> values = Options.values(mapping, loader.load(mapping));
    return values.entrySet().stream()
        .map(entry -> DoctorCheck.good(entry.getKey(), shown(entry.getValue())))
        .toList();
  }

  private static String shown(Object value) {
    Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (plain == null) {
      return "not set";
    }
    String quoted = Quoted.of(plain.toString());
    return quoted.substring(1, quoted.length() - 1);
  }
}
