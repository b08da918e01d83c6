package io.camstream.embedded;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child: built by {@link #java} or {@link #program}, so that it always ends with
 * its parent.
 *
 * @param name what messages and threads call it, such as "schema registry"
 * @param arguments the whole command line; visible to every user, so it holds no secrets
 * @param environment variables of the child, beside a few that every program needs
 * @param directory working directory
 */
public record ChildCommand(
    String name, List<String> arguments, Map<String, String> environment, Path directory) {

  /** For what starts much and works little: it never gets to what an optimising compiler is for. */
  public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Small: these servers answer one machine. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss512k");

  public ChildCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * A Java server on the JDK that runs this JVM.
   *
   * @param classPath jars, without this class's own, which is added
   */
  public static ChildCommand java(
      String name,
      Path directory,
      List<String> jvmOptions,
      String classPath,
      String mainClass,
      List<String> mainArguments) {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(JVM_OPTIONS);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", ownClasses() + File.pathSeparator + classPath));
    command.addAll(List.of(GuardedMain.class.getName(), GuardedMain.RUN_CLASS, mainClass));
    command.addAll(mainArguments);
    return new ChildCommand(name, command, Map.of(), directory);
  }

  /** A program that knows nothing of its parent: a small guard JVM stands between the two. */
  public static ChildCommand program(String name, Path directory, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of(QUICK_START, "-Xmx16m", "-cp", ownClasses()));
    command.addAll(List.of(GuardedMain.class.getName(), GuardedMain.RUN_PROGRAM));
    command.addAll(program);
    return new ChildCommand(name, command, Map.of(), directory);
  }

  public ChildCommand withEnvironment(Map<String, String> variables) {
    return new ChildCommand(name, arguments, variables, directory);
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String ownClasses() {
    try {
      return Path.of(GuardedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
