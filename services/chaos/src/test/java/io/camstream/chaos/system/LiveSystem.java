package io.camstream.chaos.system;

import io.camstream.chaos.worker.Flaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real system: broker, registry, store, two ingests, three workers and a report, each a process
 * of its own. Thread-safe.
 */
public final class LiveSystem implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSystem.class);
  private static final List<String> SERVERS = List.of("broker", "registry", "store");

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<Member> visitors = new CopyOnWriteArrayList<>();
  private final List<String> misbehaviour = new CopyOnWriteArrayList<>();
  private final Duration timeOfImage;
  private SystemSettings settings;
  private ServiceMembers services;

  private LiveSystem(Duration timeOfImage) {
    this.timeOfImage = timeOfImage;
  }

  /** The members that are there from the start. */
  public static List<String> names() {
    return Stream.concat(
            SERVERS.stream(),
            Stream.of("ingest-1", "ingest-2", "worker-1", "worker-2", "worker-3", "report"))
        .toList();
  }

  /**
   * Starts all of them.
   *
   * @param directory for their data, settings and temporary files
   */
  public static LiveSystem start(Path directory, Duration timeOfImage) {
    LiveSystem system = new LiveSystem(timeOfImage);
    try {
      system.startServers(directory);
      system.startServices(directory);
      return system;
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private void startServers(Path directory) {
    ServerMembers servers = new ServerMembers(directory);
    add("broker", servers.broker());
    add("registry", servers.registry());
    add("store", servers.store());
    startAll(SERVERS);
    settings = SystemSettings.of(servers.settings(), "chaos");
    settings.setUp();
  }

  private void startServices(Path directory) {
    services = new ServiceMembers(directory, settings);
    for (String name : names()) {
      if (name.startsWith("ingest")) {
        add(name, services.ingest(name));
      } else if (name.startsWith("worker")) {
        add(name, services.worker(name, timeOfImage, Flaw.NONE));
      } else if (name.startsWith("report")) {
        add(name, services.report(name));
      }
    }
    startAll(members.keySet().stream().filter(name -> !SERVERS.contains(name)).toList());
  }

  private void add(String name, Launch launch) {
    members.put(name, new Member(name, launch, this::misbehaved));
  }

  private void misbehaved(String what) {
    LOG.error("{}", what);
    misbehaviour.add(what);
  }

  private void startAll(List<String> names) {
    CompletableFuture.allOf(
            names.stream()
                .map(name -> CompletableFuture.runAsync(members.get(name)::start))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  public Member member(String name) {
    return members.get(name);
  }

  /** A further worker. */
  public Member addWorker(String name) {
    Member worker =
        new Member(name, services.worker(name, timeOfImage, Flaw.NONE), this::misbehaved);
    visitors.add(worker);
    worker.start();
    return worker;
  }

  public SystemSettings settings() {
    return settings;
  }

  /** What processes did that they should not: died by themselves, or did not end when asked. */
  public List<String> misbehaviour() {
    return List.copyOf(misbehaviour);
  }

  /** Ends the services as an operator would; the servers stay. */
  public void stopServices() throws InterruptedException {
    List<Member> running = new ArrayList<>(visitors);
    members.values().stream()
        .filter(member -> !SERVERS.contains(member.name()))
        .forEach(running::add);
    for (Member service : running) {
      service.terminate();
    }
  }

  @Override
  public void close() {
    CompletableFuture.allOf(
            Stream.concat(members.values().stream(), visitors.stream())
                .map(member -> CompletableFuture.runAsync(member::close))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
