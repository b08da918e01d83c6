package io.camstream.cli.command;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Destination of the log: a file for commands that draw on the terminal, the standard error stream
 * for services. Takes effect at once, also for loggers that exist. A configuration that the user
 * names with {@code -Dlogback.configurationFile} wins.
 */
public final class LogOutput {
  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FILE = "camstream.log.file";
  private static final String LEVEL = "camstream.log.level";
  private static final String FORMAT = "camstream.log.format";
  private static final String APPENDER = "camstream.log.appender";

  private LogOutput() {}

  static void toFile(Path file) {
    System.setProperty(FILE, file.toString());
    configure("/logback-file.xml");
  }

  /**
   * @param level the lowest one that is shown, unless the user names another
   */
  public static void toStandardError(String level) {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, wanted(LEVEL).orElse(level));
    }
    if (wanted(FORMAT).filter(format -> format.equalsIgnoreCase("json")).isPresent()) {
      System.setProperty(APPENDER, "json");
    }
    configure("/logback-stderr.xml");
  }

  /** The log begins before the settings are read, so it has only these two sources. */
  private static Optional<String> wanted(String key) {
    return Optional.ofNullable(System.getProperty(key))
        .or(
            () ->
                Optional.ofNullable(System.getenv(key.replace('.', '_').toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static void configure(String resource) {
    if (System.getProperty(CONFIGURATION) != null) {
      return;
    }
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    URL configuration = LogOutput.class.getResource(resource);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(loggers);
    try {
      loggers.reset();
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reference to the log file that a message ends with; empty if nothing has been logged. */
  static String place() {
    String file = System.getProperty(FILE);
    return file == null || new File(file).length() == 0 ? "" : ". Details are in the log: " + file;
  }
}
