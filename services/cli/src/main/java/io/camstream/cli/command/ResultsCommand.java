package io.camstream.cli.command;

import io.camstream.admin.ResultLine;
import io.camstream.admin.ResultsReader;
import io.camstream.cli.run.StopRequest;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.schemas.Explanation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the records of the results topic. */
@Command(
    name = "results",
    header = "Prints a line of JSON for each explanation.",
    description =
        "%nReads the committed records of the explanations topic, so each image appears once."
            + " Without an option it prints all of them and ends.%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./camstream results --follow --config camstream.properties",
      "  ./camstream results --config camstream.properties | jq .predicted_class"
    })
final class ResultsCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);

  @Option(
      names = "--follow",
      description = "Prints new explanations until it is stopped; skips the existing ones.")
  private boolean follow;

  @Option(
      names = "--from-beginning",
      description = "With --follow: prints the existing ones first.")
  private boolean fromBeginning;

  @Option(
      names = "--maps",
      description = "Includes the values of the maps, which makes long lines.")
  private boolean maps;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    SettingsLoader settings = options.load();
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    AvroSerdes serdes = AvroSerdes.create(settings.load(RegistrySettings.class));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    try (StopRequest stop = StopRequest.forThisThread(() -> {});
        ResultsReader reader =
            new ResultsReader(
                kafka, serdes, List.of(new Topics(kafka.topicPrefix()).explanations()))) {
      if (follow && !fromBeginning) {
        reader.skipToEnd();
      }
      print(reader, stop, out);
    } catch (InterruptException e) {
      Thread.interrupted();
    }
    return ExitCode.OK;
  }

  /** Ends when the pipe is closed, as after {@code | head}. */
  private void print(ResultsReader reader, StopRequest stop, PrintStream out) {
    ResultLine line = new ResultLine(maps);
    while (!stop.requested() && !out.checkError()) {
      List<SpecificRecord> records = reader.poll(POLL);
      records.forEach(record -> out.println(line.of((Explanation) record)));
      out.flush();
      if (!follow && records.isEmpty() && reader.atEnd()) {
        return;
      }
    }
  }
}
