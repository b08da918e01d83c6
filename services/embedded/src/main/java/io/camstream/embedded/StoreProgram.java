package io.camstream.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** One kind of S3 server: its command and its ready line. */
interface StoreProgram {
  /**
   * Command of a server on 127.0.0.1.
   *
   * @param directory holds its objects and its own files
   * @param port port to bind; 0 for a free one, if {@link #choosesPort}
   */
  ChildCommand command(Path directory, Credentials credentials, int port);

  /** Line of its output that it prints when it is ready; group 1 is the port. */
  Pattern readyLine();

  /** Scheme of its address: {@code http} or {@code https}. */
  String scheme();

  /** True if it can take a free port itself and print it. */
  boolean choosesPort();
}
