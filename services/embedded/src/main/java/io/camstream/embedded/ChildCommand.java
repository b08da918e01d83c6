package io.camstream.embedded;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Command line of a child process. {@link #java} and {@link #program} build commands that end with
 * their parent.
 *
 * @param name used in messages and thread names, such as "schema registry"
 * @param arguments the whole command line; visible to every user, so it holds no secrets
 * @param environment variables of the child, in addition to a few that every program needs
 * @param directory working directory
 */
public record ChildCommand(
    String name, List<String> arguments, Map<String, String> environment, Path directory) {

  /** For servers whose start costs more than their work: leaves out the optimising compiler. */
  public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Small footprint: these servers serve one machine. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss512k");

  public ChildCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * Command of a Java server on the JDK that runs this JVM.
   *
   * @param classPath the server's jars; this module's own classes are added
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

  /** Command of another program, run by a small guard JVM that ends it with the parent. */
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
