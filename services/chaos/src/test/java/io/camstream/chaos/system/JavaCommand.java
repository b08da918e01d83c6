package io.camstream.chaos.system;

import io.camstream.embedded.ChildCommand;
import java.nio.file.Path;
import java.util.List;

/** A class of the test's class path in a small JVM of its own, which ends with this one. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * @param directory working directory, and where temporary files go
   */
  public static ChildCommand of(
      String name, Path directory, int heapMegabytes, Class<?> main, String... arguments) {
    return ChildCommand.java(
        name,
        directory,
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + directory,
            "-Dlogback.configurationFile=chaos-process.xml"),
        System.getProperty("java.class.path"),
        main.getName(),
        List.of(arguments));
  }
}
