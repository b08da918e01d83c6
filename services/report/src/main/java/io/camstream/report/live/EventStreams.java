package io.camstream.report.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.objectstore.ObjectGoneException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.report.live.LiveActions.ServiceState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-Sent Events: {@code report} when the manifest of a batch has changed, {@code services}
 * with the state of the services. One thread looks for all readers, and only at batches that are
 * read. Thread-safe.
 */
final class EventStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int LOOKS_BETWEEN_SERVICES = 5;
  private static final int MOST_PENDING = 64 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int most;
  private final Function<String, String> manifestEtag;
  private final LiveActions actions;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final Map<String, String> etags = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "camstream-live-events");
            made.setDaemon(true);
            return made;
          });
  private int looks;
  private volatile String services = "[]";

  /**
   * @param most readers at the same time
   * @param manifestEtag the ETag of a batch's manifest, by the folder of its report
   */
  EventStreams(int most, Function<String, String> manifestEtag, LiveActions actions) {
    this.most = most;
    this.manifestEtag = manifestEtag;
    this.actions = actions;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static final class Reader {
    final String folder;
    final Response response;
    final Callback callback;
    // Guards both.
    final StringBuilder pending = new StringBuilder();
    boolean writing;

    Reader(String folder, Response response, Callback callback) {
      this.folder = folder;
      this.response = response;
      this.callback = callback;
    }
  }

  /** Whether one more reader may come. */
  boolean hasRoom() {
    return readers.size() < most;
  }

  /** Keeps the response open, and writes events to it. */
  void add(String folder, Response response, Callback callback) {
    Reader reader = new Reader(folder, response, callback);
    readers.add(reader);
    send(reader, "retry: 2000\n\n" + event("services", services) + event("report", "{}"));
  }

  private void look() {
    try {
      if (looks++ % LOOKS_BETWEEN_SERVICES == 0 && !readers.isEmpty()) {
        lookAtServices();
      }
      Set<String> folders =
          readers.stream().map(reader -> reader.folder).collect(Collectors.toSet());
      etags.keySet().retainAll(folders);
      folders.forEach(this::lookAt);
    } catch (RuntimeException e) {
      LOG.debug("Readers could not be notified of changes; the next check will do", e);
    }
  }

  private void lookAtServices() {
    String now = json(actions.services());
    boolean changed = !now.equals(services);
    services = now;
    // Otherwise a comment, which finds out who is gone.
    readers.forEach(reader -> send(reader, changed ? event("services", now) : ": here\n\n"));
  }

  private void lookAt(String folder) {
    String etag;
    try {
      etag = manifestEtag.apply(folder);
    } catch (ObjectGoneException e) {
      return;
    } catch (StoreException e) {
      LOG.debug("A manifest could not be looked at", e);
      return;
    }
    String before = etags.put(folder, etag);
    if (before != null && !before.equals(etag)) {
      readers.stream()
          .filter(reader -> reader.folder.equals(folder))
          .forEach(reader -> send(reader, event("report", "{}")));
    }
  }

  private static String json(List<ServiceState> states) {
    try {
      return JSON.writeValueAsString(states);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  private void send(Reader reader, String text) {
    synchronized (reader.pending) {
      // A reader that does not read is disconnected; its browser reconnects.
      if (reader.pending.length() > MOST_PENDING) {
        end(reader, new IllegalStateException("a reader is too slow"));
        return;
      }
      reader.pending.append(text);
    }
    write(reader);
  }

  private void write(Reader reader) {
    byte[] bytes;
    synchronized (reader.pending) {
      if (reader.writing || reader.pending.length() == 0) {
        return;
      }
      reader.writing = true;
      bytes = reader.pending.toString().getBytes(StandardCharsets.UTF_8);
      reader.pending.setLength(0);
    }
    reader.response.write(
        false,
        ByteBuffer.wrap(bytes),
        Callback.from(() -> written(reader), failure -> end(reader, failure)));
  }

  private void written(Reader reader) {
    synchronized (reader.pending) {
      reader.writing = false;
    }
    write(reader);
  }

  private void end(Reader reader, Throwable why) {
    if (readers.remove(reader)) {
      reader.callback.failed(why);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    for (Reader reader : readers) {
      if (readers.remove(reader)) {
        reader.callback.succeeded();
      }
    }
  }
}
