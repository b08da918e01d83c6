package io.camstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
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

/** Compiles and runs the example of README.md as it stands there. */
class ReadmeExampleTest {

  private static final Path DEMO = Path.of("..", "..", "infra", "demo");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```java\\n((?:import [^\\n]+\\n)+\\nclass ExplainOne .*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void shouldExplainAnImageInTenLines() throws Exception {
    String output =
        run(
            compile(example()),
            DEMO.resolve("model").toString(),
            DEMO.resolve("images/synthetic-cells/koilocytotic_02.png").toString());

    assertThat(output.lines())
        .hasSize(1 + 3 * 5)
        .startsWith("predicted: Koilocytotic", "gradcam of class 0: 50176 pixels")
        .endsWith("layercam of class 4: 50176 pixels");
  }

  private static String example() throws IOException {
    Matcher block = EXAMPLE.matcher(Files.readString(Path.of("..", "..", "README.md")));
    assertThat(block.find()).as("README.md has the example of the engine").isTrue();
    return block.group(1);
  }

  private Path compile(String code) throws IOException {
    Path source = Files.writeString(folder.resolve("ExplainOne.java"), code);
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
    return folder;
  }

  private static String run(Path classes, String... arguments) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var main = loader.loadClass("ExplainOne").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
