package io.camstream.cli.command;

/** What the process tells its caller. */
public final class ExitCode {
  /** All done. */
  public static final int OK = 0;

  /** Could not run. */
  public static final int FAILED = 1;

  /** Wrong usage of the command line. */
  public static final int USAGE = 2;

  /** Done, but some images failed. */
  public static final int SOME_IMAGES_FAILED = 3;

  /** Done, and the audit found what {@code --fail-on} names. */
  public static final int AUDIT_FAILED = 4;

  /** Ended by Ctrl-C, as shells count it. */
  public static final int STOPPED = 130;

  private ExitCode() {}
}
