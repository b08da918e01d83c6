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
          DOCUMENT,
          document.substring(0, start) + tables(MethodCatalog.STANDARD) + document.substring(end));
      return;
    }
    assertThat(document.substring(start, end))
        .as("docs/methods.md; run this test with -Dcamstream.docs.write=true to renew it")
        .isEqualTo(tables(MethodCatalog.STANDARD));
  }

  static String tables(MethodCatalog catalog) {
    return table(catalog, "formula of the map before rectifying", MethodDescription::formula)
        + table(catalog, "when to use it", MethodDescription::advice)
        + table(catalog, "at the last block", MethodDescription::atLastBlock)
        + table(catalog, "source", MethodDescription::source);
  }

  private static String table(
      MethodCatalog catalog, String title, Function<MethodDescription, String> column) {
    boolean first = title.startsWith("formula");
    StringBuilder table = new StringBuilder("\n");
    table.append(first ? "| id | method | class | cost | " : "| id | ").append(title);
    table.append(first ? " |\n|---|---|---|---|---|\n" : " |\n|---|---|\n");
    for (MethodDescription method : catalog.descriptions()) {
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
