package io.camstream.engine.cam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Keeps the tables of docs/methods.md equal to the code. To renew them, run this test with {@code
 * -Dcamstream.docs.write=true}.
 */
class MethodsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "methods.md");
  private static final String START =
      "<!-- generated from the code; MethodsDocumentTest says how to renew it -->\n";
  private static final String END = "<!-- end of what is generated -->\n";

  @Test
  void shouldDescribeTheMethodsAsTheCodeDoes() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(START) + START.length();
    int end = document.indexOf(END);
    if (Boolean.getBoolean("camstream.docs.write")) {
      Files.writeString(
          DOCUMENT, document.substring(0, start) + tables() + document.substring(end));
      return;
    }
    assertThat(document.substring(start, end))
        .as("docs/methods.md; run this test with -Dcamstream.docs.write=true to renew it")
        .isEqualTo(tables());
  }

  private static String tables() {
    return table("formula of the map before rectifying", MethodDescription::formula)
        + table("when to use it", MethodDescription::advice)
        + table("at the last block", MethodDescription::atLastBlock)
        + table("source", MethodDescription::source);
  }

  private static String table(String title, Function<MethodDescription, String> column) {
    boolean first = title.startsWith("formula");
    StringBuilder table = new StringBuilder("\n");
    table.append(first ? "| id | method | class | cost | " : "| id | ").append(title);
    table.append(first ? " |\n|---|---|---|---|---|\n" : " |\n|---|---|\n");
    for (MethodDescription method : MethodCatalog.STANDARD.descriptions()) {
      if (column.apply(method).isEmpty()) {
        continue;
      }
      table.append("| `").append(method.id()).append("` | ");
      if (first) {
        table.append(method.title());
        table.append(method.dependsOnClass() ? " | yes | " : " | no | ");
        table.append(method.cost()).append(" | ");
      }
      table.append(column.apply(method).replace("|", "\\|")).append(" |\n");
    }
    return table.append('\n').toString();
  }
}
