package io.camstream.chaos.system;

import io.camstream.chaos.worker.Flaw;
import io.camstream.testkit.SharedServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An ingest and a report on servers that stay; a test adds workers. Not thread-safe. */
public final class SmallSystem implements AutoCloseable {
  private final SystemSettings settings;
  private final ServiceMembers services;
  private final List<Member> members = new ArrayList<>();

  private SmallSystem(SystemSettings settings, ServiceMembers services) {
    this.settings = settings;
    this.services = services;
  }

  /**
   * @param prefix unique prefix of the names of topics and buckets
   */
  public static SmallSystem start(Path directory, String prefix) {
    SystemSettings settings = SystemSettings.of(SharedServers.get().settings(), prefix);
    settings.setUp();
    SmallSystem system = new SmallSystem(settings, new ServiceMembers(directory, settings));
    system.start("ingest", system.services.ingest("ingest"));
    system.start("report", system.services.report("report"));
    return system;
  }

  public Member startWorker(String name, Duration timeOfImage, Flaw flaw) {
    return start(name, services.worker(name, timeOfImage, flaw));
  }

  private Member start(String name, Launch launch) {
    Member member =
        new Member(
            name,
            launch,
            what -> {
              throw new IllegalStateException(what);
            });
    members.add(member);
    member.start();
    return member;
  }

  public SystemSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}
