package io.camstream.cli.command;

/** Exit codes of the process. */
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

  /** Ended by Ctrl-C: 128 plus the number of SIGINT, as shells report it. */
  public static final int STOPPED = 130;

  private ExitCode() {}
}
