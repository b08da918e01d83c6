package io.camstream.standalone.command;

/** What the process tells its caller. */
final class ExitCode {
  /** All done. */
  static final int OK = 0;

  /** Could not run. */
  static final int FAILED = 1;

  /** Wrong usage of the command line. */
  static final int USAGE = 2;

  /** Done, but some images failed. */
  static final int SOME_IMAGES_FAILED = 3;

  /** Ended by Ctrl-C, as shells count it. */
  static final int STOPPED = 130;

  private ExitCode() {}
}
