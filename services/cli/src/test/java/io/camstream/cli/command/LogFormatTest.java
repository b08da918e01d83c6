package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What services write to the standard error stream. */
class LogFormatTest {

  @Test
  void shouldWriteALineOfJsonForEachEvent() throws JoranException, IOException {
    String log = log("json");

    JsonNode event = new ObjectMapper().readTree(log.split("\n")[0]);
    assertThat(event.path("level").asText()).isEqualTo("WARN");
    assertThat(event.path("formattedMessage").asText()).isEqualTo("the \"store\" is away");
    assertThat(event.path("loggerName").asText()).isEqualTo("io.camstream.Sample");
    assertThat(event.path("throwable").path("message").asText()).isEqualTo("no route");
    assertThat(log.strip().lines()).hasSize(1);
  }

  @Test
  void shouldWriteTextOtherwise() throws JoranException {
    assertThat(log("text")).contains("WARN ", "io.camstream.Sample - the \"store\" is away");
  }

  private static String log(String appender) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("camstream.log.appender", appender);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      configurator.doConfigure(LogFormatTest.class.getResource("/logback-stderr.xml"));
      context
          .getLogger("io.camstream.Sample")
          .warn("the {} is away", "\"store\"", new IOException("no route"));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
