package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogOutputTest {
  private static final Logger EARLIER = LoggerFactory.getLogger(LogOutputTest.class);

  @TempDir Path directory;

  @AfterEach
  void restoreTheLogOfTheTests() throws JoranException {
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.reset();
    new ContextInitializer(loggers).autoConfig();
    System.clearProperty("camstream.log.file");
  }

  @Test
  void shouldWriteTheFileThoughALoggerWasMadeBefore() throws IOException {
    Path file = directory.resolve("camstream.log");
    LogOutput.toFile(file);

    EARLIER.error("what went wrong");

    assertThat(Files.readString(file)).contains("ERROR", "what went wrong");
    assertThat(LogOutput.place()).contains(file.toString());
  }

  @Test
  void shouldNotPointToAFileThatIsNotThere() {
    LogOutput.toFile(directory.resolve("camstream.log"));

    assertThat(LogOutput.place()).isEmpty();
  }
}
