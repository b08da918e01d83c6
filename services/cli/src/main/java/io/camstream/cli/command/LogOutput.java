package io.camstream.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the log goes. To be called before the first logger is made: commands that draw on the
 * terminal log to a file, services to the standard error stream.
 */
public final class LogOutput {
  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FILE = "camstream.log.file";
  private static final String LEVEL = "camstream.log.level";
  private static final String FORMAT = "camstream.log.format";
  private static final String ENCODER = "camstream.log.encoder";

  private LogOutput() {}

  static void toFile(Path file) {
    System.setProperty(FILE, file.toString());
    configure("logback-file.xml");
  }

  /**
   * @param level the lowest one that is shown, unless the user names another
   */
  public static void toStandardError(String level) {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, wanted(LEVEL).orElse(level));
    }
    if (wanted(FORMAT).filter(format -> format.equalsIgnoreCase("json")).isPresent()) {
      System.setProperty(ENCODER, "ch.qos.logback.classic.encoder.JsonEncoder");
    }
    configure("logback-stderr.xml");
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
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, resource);
    }
  }

  /** What to add to a message, so that one finds the log. */
  static String place() {
    String file = System.getProperty(FILE);
    return file == null ? "" : ". The log tells more: " + file;
  }
}
