package io.camstream.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the consumer of README.md as it stands there. */
class ReadmeConsumerTest {

  private static final Pattern CONSUMER =
      Pattern.compile("```java\\n(SettingsLoader settings .*?)```", Pattern.DOTALL);

  private static final String FRAME =
      """
      import io.camstream.platform.kafka.*;
      import io.camstream.platform.settings.*;
      import io.camstream.schemas.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import org.apache.kafka.clients.consumer.*;
      import org.apache.kafka.common.serialization.*;

      class Subscriber {
        static void run() {
          %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void shouldCompile() throws IOException {
    Matcher block = CONSUMER.matcher(Files.readString(Path.of("..", "..", "README.md")));
    assertThat(block.find()).as("README.md has a consumer in Java").isTrue();
    Path source =
        Files.writeString(folder.resolve("Subscriber.java"), FRAME.formatted(block.group(1)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
