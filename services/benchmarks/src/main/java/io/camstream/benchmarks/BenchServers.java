package io.camstream.benchmarks;

import io.camstream.embedded.ChildCommand;
import io.camstream.embedded.ChildProcess;
import io.camstream.embedded.EmbeddedOptions;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.embedded.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Broker, registry and object store outside this process, so that their processor time is not that
 * of the services.
 */
final class BenchServers implements AutoCloseable {

  private static final String READY = "servers are ready";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final ChildProcess process;
  private final Path settingsFile;

  private BenchServers(ChildProcess process, Path settingsFile) {
    this.process = process;
    this.settingsFile = settingsFile;
  }

  /** Starts them, and returns when they answer. */
  static BenchServers start(Path folder) {
    PrivateFiles.createDirectory(folder);
    Path settingsFile = folder.resolve("camstream.properties");
    ChildCommand command =
        ChildCommand.java(
            "servers",
            // Not its own folder: the class path may be relative.
            Path.of("").toAbsolutePath(),
            List.of(
                "-Xmx1g",
                "-Dlogback.configurationFile=logback-stderr.xml",
                "-Dcamstream.log.level=WARN",
                "-Dcamstream.servers=" + System.getProperty("camstream.servers", "")),
            System.getProperty("java.class.path"),
            Main.class.getName(),
            List.of(folder.resolve("data").toString(), settingsFile.toString()));
    ChildProcess process = ChildProcess.start(command, Pattern.compile(READY), START_LIMIT);
    return new BenchServers(process, settingsFile);
  }

  /** Addresses and credentials, for this process or another. */
  Path settingsFile() {
    return settingsFile;
  }

  /** Processor time of all of them since they started, in milliseconds. */
  double processorMillis() {
    process.requireRunning();
    return ProcessHandle.of(process.pid()).map(BenchProcessorTime::of).orElse(0.0);
  }

  @Override
  public void close() {
    process.close();
  }

  /** Main class of the child, which runs the servers until its parent closes the pipe. */
  public static final class Main {

    private Main() {}

    /** Needs the folder of the data, and the file that gets the settings. */
    public static void main(String[] arguments) throws InterruptedException {
      EmbeddedServers servers =
          EmbeddedServers.start(EmbeddedOptions.keepingDataIn(Path.of(arguments[0])));
      Thread close = new Thread(servers::close, "close-servers");
      Runtime.getRuntime().addShutdownHook(close);
      PrivateFiles.writeProperties(Path.of(arguments[1]), servers.settings());
      System.out.println(READY);
      Thread.currentThread().join();
    }
  }
}
