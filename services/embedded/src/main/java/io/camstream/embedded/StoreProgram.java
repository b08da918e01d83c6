package io.camstream.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** One kind of S3 server: how to run it, and how to know that it runs. */
interface StoreProgram {
  /**
   * The command of a server on 127.0.0.1.
   *
   * @param directory where its objects and its own files lie
   * @param port port to bind; 0 where {@link #choosesPort} and it shall choose
   */
  ChildCommand command(Path directory, Credentials credentials, int port);

  /** The line of its output that says it serves; group 1 is the port. */
  Pattern readyLine();

  /** Of its address: {@code http} or {@code https}. */
  String scheme();

  /** Whether it takes a free port itself and prints it. */
  boolean choosesPort();
}
