package io.camstream.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where people read: lines, steps and colours, as far as the terminal can show them. Not
 * thread-safe.
 */
public final class Terminal {
  /** Set by the launcher: whether the standard output is a terminal. */
  private static final String INTERACTIVE = "camstream.terminal";

  /** Set by the launcher: how many columns it has. */
  private static final String COLUMNS = "camstream.columns";

  /** Set by the launcher: whether it shows UTF-8. */
  private static final String UNICODE = "camstream.unicode";

  private static final int DEFAULT_COLUMNS = 80;

  private final PrintStream out;
  private final boolean interactive;
  private final boolean colour;
  private final boolean unicode;
  private final int columns;

  /**
   * @param interactive whether a line may be written over
   * @param unicode whether it shows more than ASCII
   */
  public Terminal(
      PrintStream out, boolean interactive, boolean colour, boolean unicode, int columns) {
    this.out = out;
    this.interactive = interactive;
    this.colour = colour;
    this.unicode = unicode;
    this.columns = columns;
  }

  /** The standard output of this process. */
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean interactive =
        Boolean.parseBoolean(System.getProperty(INTERACTIVE, "" + (System.console() != null)));
    boolean unicode = Boolean.getBoolean(UNICODE);
    // Names of files keep their letters whatever the locale says; only our own signs are spared.
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

  /** A name and its value, below others of the same width. */
  public void field(String name, String value) {
    line("  " + dim(String.format(Locale.ROOT, "%-12s", name)) + value);
  }

  /**
   * Something that takes a while. On a terminal its line is there from the beginning, and is
   * written over when it is done.
   */
  public Step step(String doing) {
    if (interactive) {
      out.print("  " + dim((unicode ? "· " : "- ") + doing + (unicode ? " …" : " ...")));
      out.flush();
    }
    return new Step(System.nanoTime());
  }

  /** A step that is under way. */
  public final class Step {
    private final long start;

    private Step(long start) {
      this.start = start;
    }

    /** Ends the step with what has been done, and how long it took. */
    public void done(String what) {
      clearLine();
      String took = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
      line("  " + good(unicode ? "✓" : "*") + " " + what + "  " + dim(took));
    }
  }

  /** Writes over the line that the cursor is on; for a line that is not ended yet. */
  void overwrite(String text) {
    clearLine();
    out.print(text);
    out.flush();
  }

  /** Empties the line that the cursor is on; only where lines can be written over. */
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
