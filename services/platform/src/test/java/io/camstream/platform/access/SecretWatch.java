package io.camstream.platform.access;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/** Looks for secrets in all that is logged at debug level by this JVM while it is open. */
final class SecretWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Map<Logger, Level> levels = new HashMap<>();
  private final ConcurrentLinkedQueue<String> secrets = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> leaks = new ConcurrentLinkedQueue<>();
  private final LongAdder events = new LongAdder();

  static SecretWatch open() {
    SecretWatch watch = new SecretWatch();
    watch.setContext(watch.context);
    watch.start();
    for (Logger logger : watch.context.getLoggerList()) {
      watch.levels.put(logger, logger.getLevel());
      logger.setLevel(logger == watch.root ? Level.DEBUG : null);
    }
    watch.root.addAppender(watch);
    return watch;
  }

  /** To be called as soon as they are known. */
  void lookFor(List<String> more) {
    secrets.addAll(more);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.increment();
    String text = event.getFormattedMessage();
    if (event.getThrowableProxy() != null) {
      text += ThrowableProxyUtil.asString(event.getThrowableProxy());
    }
    if (secrets.stream().anyMatch(text::contains)) {
      leaks.add(event.getLoggerName() + ": " + text);
    }
  }

  /** The lines with a secret in them. */
  List<String> leaks() {
    return List.copyOf(leaks);
  }

  long events() {
    return events.sum();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    levels.forEach(Logger::setLevel);
    stop();
  }
}
