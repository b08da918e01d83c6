package io.camstream.benchmarks;

import io.camstream.cli.command.ExitCode;
import io.camstream.cli.command.LogOutput;
import io.camstream.cli.command.Usage;
import io.camstream.cli.run.StopRequest;
import io.camstream.cli.terminal.Terminal;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast all of it is on this machine. */
@Command(
    name = "bench",
    sortOptions = false,
    header = "Measures how fast everything is on this machine.",
    description =
        "%nMakes a ConvNeXtV2-Tiny with random weights and measures the engine, the files and the"
            + " pipeline with it, in rounds, against goals. With --peer a Python with torch,"
            + " transformers and grad-cam does the same work in alternation. Nothing else should"
            + " run meanwhile. docs/adr/0080-measuring-speed.md defines the goals.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream bench --peer venv/bin/python --only a,b --json bench.json")
final class BenchCommand implements Callable<Integer> {

  /** Set by the launcher: the folder of the sample model and images, beside which is the peer's. */
  private static final String DEMO_FOLDER = "camstream.demo";

  /** A disk would be measured otherwise. */
  private static final String MEMORY = "/dev/shm";

  @Option(
      names = "--peer",
      paramLabel = "PYTHON",
      description = "Python that has torch, transformers and grad-cam. Without it the rest runs.")
  private String peer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each measurement is made. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Goals to measure, by their letters. Default: all but the long ones")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--long",
      description =
          "Measures the long ones too: 100,000 references (f), memory over 5,000 images (m).")
  private boolean takeLong;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description =
          "Where files are written while that is measured. Default: memory ("
              + MEMORY
              + "), where there is one")
  private Path files;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes everything that was measured as JSON.")
  private Path json;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Writes the table as a PNG picture.")
  private Path picture;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    LogOutput.toStandardError("ERROR");
    BenchRequest request = request();
    Terminal terminal = Terminal.ofProcess();
    try (StopRequest stop = StopRequest.forThisThread(terminal::clearLine)) {
      BenchReport report;
      try {
        report = new Benchmark(terminal).run(request);
      } catch (InterruptedException | RuntimeException e) {
        if (stop.requested()) {
          return ExitCode.STOPPED;
        }
        throw e;
      }
      new BenchView(terminal).print(report);
      write(json, BenchFiles.json(report));
      write(picture, BenchFiles.picture(report, commandLine()));
      return ExitCode.OK;
    }
  }

  private BenchRequest request() {
    Path demo = Path.of(System.getProperty(DEMO_FOLDER, "infra/demo"));
    Path script = demo.resolveSibling("bench").resolve("notebook_baseline.py");
    if (!Files.isDirectory(demo)) {
      throw new UserError(
          "The sample images are not at "
              + Quoted.of(demo.toAbsolutePath().toString())
              + ": start it with ./camstream of a complete checkout.");
    }
    return Usage.checked(
        spec,
        () ->
            new BenchRequest(
                demo.resolve("images"),
                Optional.ofNullable(peer),
                script,
                rounds,
                only,
                takeLong,
                filesFolder()));
  }

  private Path filesFolder() {
    if (files == null) {
      Path memory = Path.of(MEMORY);
      return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }
    if (!Files.isDirectory(files)) {
      throw new UserError(
          "There is no folder " + Quoted.of(files.toString()) + ": name another one by --files.");
    }
    return files;
  }

  private String commandLine() {
    return "./camstream bench"
        + (peer == null ? "" : " --peer python")
        + (rounds == 5 ? "" : " --rounds " + rounds)
        + (only.isEmpty() ? "" : " --only " + String.join(",", only))
        + (takeLong ? " --long" : "")
        + (files == null ? "" : " --files folder");
  }

  private static void write(Path file, byte[] content) {
    if (file == null) {
      return;
    }
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UserError("Can't write " + Quoted.of(file.toString()) + ": " + e.getMessage(), e);
    }
  }
}
