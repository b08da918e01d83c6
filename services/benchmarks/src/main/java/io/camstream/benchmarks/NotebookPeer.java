package io.camstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.error.UserError;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * PyTorch and pytorch-grad-cam in Python: {@code infra/bench/notebook_baseline.py}, which tells the
 * protocol. It ends with this process, since its input does.
 */
final class NotebookPeer implements AutoCloseable {

  private static final double SECONDS = 3;
  private static final int LOG_LINES = 3;
  private static final int END_SECONDS = 10;

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final File log;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final String versions;

  private NotebookPeer(Process process, File log) throws IOException {
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    JsonNode hello = read();
    this.versions =
        "PyTorch %s, transformers %s"
            .formatted(hello.path("torch").asText(), hello.path("transformers").asText());
  }

  /**
   * Starts it and waits until it has loaded the checkpoint.
   *
   * @param python a Python that has torch, transformers and grad-cam
   * @param log gets what it writes to its error stream
   * @throws UserError if it does not start
   */
  static NotebookPeer start(
      String python, Path script, Path checkpoint, Path images, int processes, Path log) {
    List<String> command =
        List.of(
            python,
            script.toString(),
            checkpoint.toString(),
            images.toAbsolutePath().toString(),
            "--processes",
            String.valueOf(processes));
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      return new NotebookPeer(process, log.toFile());
    } catch (IOException e) {
      throw new UserError("The peer " + python + " can't be started: " + e.getMessage(), e);
    }
  }

  /** What it is made of. */
  String versions() {
    return versions;
  }

  /** Runs one measure in a setting. */
  Cost measure(String measure, Setting setting) {
    Map<String, Object> request =
        Map.of(
            "measure", measure,
            "batch", setting.batch(),
            "processes", setting.workers(),
            "threads", setting.threads(),
            "seconds", SECONDS);
    try {
      requests.write(json.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      JsonNode answer = read();
      return new Cost(
          answer.required("images").asLong(),
          answer.required("ms").asDouble(),
          answer.required("cpu_ms").asDouble());
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private JsonNode read() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw ended(null);
    }
    return json.readTree(line);
  }

  private UserError ended(IOException cause) {
    return new UserError("The peer has ended. Its last words: " + lastWords(), cause);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log.toPath());
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(none)";
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
