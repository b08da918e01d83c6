package io.camstream.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Output for users: lines, steps and colours, as far as the terminal supports them. Not
 * thread-safe.
 */
public final class Terminal {
  /** System property set by the launcher: true if the standard output is a terminal. */
  private static final String INTERACTIVE = "camstream.terminal";

  /** System property set by the launcher: number of columns. */
  private static final String COLUMNS = "camstream.columns";

  /** System property set by the launcher: true if the terminal shows UTF-8. */
  private static final String UNICODE = "camstream.unicode";

  private static final int DEFAULT_COLUMNS = 80;

  private final PrintStream out;
  private final boolean interactive;
  private final boolean colour;
  private final boolean unicode;
  private final int columns;

  /**
   * @param interactive true if a line can be overwritten
   * @param unicode true if it shows more than ASCII
   */
  public Terminal(
      PrintStream out, boolean interactive, boolean colour, boolean unicode, int columns) {
    this.out = out;
    this.interactive = interactive;
    this.colour = colour;
    this.unicode = unicode;
    this.columns = columns;
  }

  /** Standard output of this process. */
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean interactive =
        Boolean.parseBoolean(System.getProperty(INTERACTIVE, "" + (System.console() != null)));
    boolean unicode = Boolean.getBoolean(UNICODE);
    // File names are printed as UTF-8 in every locale; only our own signs depend on it.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean colour =
        interactive
            && !environment.containsKey("NO_COLOR")
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(
        out, interactive, colour, unicode, Integer.getInteger(COLUMNS, DEFAULT_COLUMNS));
  }

  public void line(String text) {
    out.println(text);
  }

  public void blank() {
    out.println();
  }

  /** Prints a name and its value, aligned with others. */
  public void field(String name, String value) {
    line("  " + dim(String.format(Locale.ROOT, "%-12s", name)) + value);
  }

  /**
   * Starts a step that takes a while. A terminal shows its line from the beginning, and overwrites
   * it at the end.
   */
  public Step step(String doing) {
    if (interactive) {
      out.print("  " + dim((unicode ? "· " : "- ") + doing + (unicode ? " …" : " ...")));
      out.flush();
    }
    return new Step(System.nanoTime());
  }

  /** A step in progress. */
  public final class Step {
    private final long start;

    private Step(long start) {
      this.start = start;
    }

    /** Ends the step and prints its result and duration. */
    public void done(String what) {
      clearLine();
      String took = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
      line("  " + good(unicode ? "✓" : "*") + " " + what + "  " + dim(took));
    }
  }

  /** Overwrites the current line. */
  void overwrite(String text) {
    clearLine();
    out.print(text);
    out.flush();
  }

  /** Clears the current line, if lines can be overwritten. */
  public void clearLine() {
    if (interactive) {
      out.print("\r" + " ".repeat(Math.max(0, columns - 1)) + "\r");
      out.flush();
    }
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String dim(String text) {
    return styled("2", text);
  }

  public String good(String text) {
    return styled("32", text);
  }

  public String bad(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  public boolean interactive() {
    return interactive;
  }

  public boolean colour() {
    return colour;
  }

  public boolean unicode() {
    return unicode;
  }

  public int columns() {
    return columns;
  }
}
