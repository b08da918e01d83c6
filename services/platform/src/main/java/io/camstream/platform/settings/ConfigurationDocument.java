package io.camstream.platform.settings;

import java.util.List;

/** Generates the Markdown reference of all options from the settings interfaces. */
public final class ConfigurationDocument {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is generated from the settings interfaces in the code; a test keeps it true.

      Every option can be set in four ways; the first that has a value wins:

      1. an option of the command line, where the command has one of that name,
      2. a Java system property: `-Dcamstream.worker.batch-size=16`,
      3. an environment variable: `CAMSTREAM_WORKER_BATCH_SIZE=16`,
      4. a line of the properties file that is named by `--config`: `camstream.worker.batch-size=16`.

      An unknown key is an error that names the nearest known one. An empty value is none. Values are
      taken literally. Passwords and keys are never shown in logs, errors or metrics; set them in the
      environment or in a file that only its owner may read.
      """;

  private ConfigurationDocument() {}

  /**
   * @param mappings settings interfaces, in the order in which they are shown
   */
  public static String markdown(List<Class<?>> mappings) {
    StringBuilder out = new StringBuilder(INTRODUCTION);
    mappings.forEach(mapping -> append(out, mapping));
    return out.toString();
  }

  private static void append(StringBuilder out, Class<?> mapping) {
    Doc doc = mapping.getAnnotation(Doc.class);
    if (doc == null) {
      throw new IllegalArgumentException(mapping.getName() + " carries no @Doc");
    }
    out.append("\n## `").append(Options.prefix(mapping)).append("`\n\n");
    out.append(doc.value()).append("\n\n");
    out.append("| option | environment variable | default | value | what it does |\n");
    out.append("|---|---|---|---|---|\n");
    Options.of(mapping).forEach(option -> append(out, Options.prefix(mapping), option));
  }

  private static void append(StringBuilder out, String prefix, Option option) {
    String unset = option.required() ? "**must be set**" : "not set";
    out.append("| `").append(option.key().substring(prefix.length() + 1));
    out.append(option.open() ? ".*" : "");
    out.append("` | `").append(option.environmentVariable());
    out.append(option.open() ? "_*" : "");
    out.append("` | ").append(option.defaultValue().map(v -> "`" + v + "`").orElse(unset));
    out.append(" | ")
        .append(
            cell(option.open() ? "any" : option.secret() ? "secret text" : option.expectedForm()));
    out.append(" | ").append(cell(option.doc())).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
