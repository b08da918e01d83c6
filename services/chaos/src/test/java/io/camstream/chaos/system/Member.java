package io.camstream.chaos.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of the system, which is hit by faults and comes back. Thread-safe; faults of one
 * member wait for each other.
 */
public final class Member implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Member.class);

  /** Services promise 10 seconds; the rest is for a busy machine. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private final String name;
  private final Launch launch;
  private final Consumer<String> misbehaviour;
  private Launch.Started process;

  /** Whether the end of the current process is wanted. */
  private AtomicBoolean ending = new AtomicBoolean();

  /**
   * @param misbehaviour called when the process dies by itself, or does not end when it is asked
   */
  Member(String name, Launch launch, Consumer<String> misbehaviour) {
    this.name = name;
    this.launch = launch;
    this.misbehaviour = misbehaviour;
  }

  public String name() {
    return name;
  }

  /** Starts it; returns when it runs. */
  public synchronized void start() {
    process = launch.start();
    AtomicBoolean wanted = new AtomicBoolean();
    ending = wanted;
    long pid = process.pid();
    handle().ifPresent(handle -> handle.onExit().thenRun(() -> ended(pid, wanted)));
  }

  private void ended(long pid, AtomicBoolean wanted) {
    if (!wanted.get()) {
      misbehaviour.accept("%s (process %d) died by itself".formatted(name, pid));
    }
  }

  /** {@code kill -9}, and after a while a new start. */
  public synchronized void kill(Duration away) throws InterruptedException {
    kill();
    comeBack(away);
  }

  /** {@code kill -9}. */
  public synchronized void kill() throws InterruptedException {
    ending.set(true);
    handle().ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(STOP_LIMIT);
  }

  /** SIGTERM, and after a while a new start. */
  public synchronized void terminate(Duration away) throws InterruptedException {
    terminate();
    comeBack(away);
  }

  /** SIGTERM. */
  public synchronized void terminate() throws InterruptedException {
    ending.set(true);
    handle().ifPresent(ProcessHandle::destroy);
    if (!awaitEnd(STOP_LIMIT)) {
      misbehaviour.accept(
          "%s did not end within %d s of SIGTERM".formatted(name, STOP_LIMIT.toSeconds()));
      handle().ifPresent(ProcessHandle::destroyForcibly);
      awaitEnd(STOP_LIMIT);
    }
  }

  /** SIGSTOP, and after a while SIGCONT. */
  public synchronized void pause(Duration lasting) throws InterruptedException {
    Process pause = Signals.pause(process.pid(), lasting);
    pause.waitFor();
  }

  private void comeBack(Duration away) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(away.toNanos());
    start();
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(process.pid());
  }

  private boolean awaitEnd(Duration limit) throws InterruptedException {
    Optional<ProcessHandle> running = handle();
    if (running.isEmpty()) {
      return true;
    }
    try {
      running.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      LOG.warn("{} still runs", name, e);
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public synchronized void close() {
    ending.set(true);
    if (process != null) {
      process.close();
    }
  }
}
