package io.camstream.cli.run;

import io.camstream.admin.Replay;
import io.camstream.admin.ReplayFilter;
import io.camstream.platform.service.Readiness;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.live.LiveActions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a page may ask of the services of this process. */
final class LocalActions implements LiveActions {
  private final SettingsLoader settings;
  private final boolean replays;
  private final Map<String, Service> services = new LinkedHashMap<>();

  /**
   * @param replays true if failed images may be republished
   */
  LocalActions(SettingsLoader settings, boolean replays) {
    this.settings = settings;
    this.replays = replays;
  }

  synchronized void add(String name, Service service) {
    services.put(name, service);
  }

  @Override
  public synchronized List<ServiceState> services() {
    List<ServiceState> states = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          Readiness now = service.readiness();
          states.add(new ServiceState(name, now.ready(), now.reason()));
        });
    return states;
  }

  @Override
  public boolean canReplay() {
    return replays;
  }

  @Override
  public long replay(Set<String> imageKeys) {
    return new Replay(settings).run(ReplayFilter.ofImages(imageKeys)).putBack();
  }
}
