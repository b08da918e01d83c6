package io.camstream.worker.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What our own classes log from the beginning to the close of this, as an operator sees it. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.camstream");

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  LogLines() {
    setContext(OURS.getLoggerContext());
    start();
    OURS.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
      lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  List<String> startingWith(String text) {
    return lines.stream().filter(line -> line.startsWith(text)).toList();
  }

  @Override
  public void close() {
    OURS.detachAppender(this);
  }
}
