package io.camstream.cli.run;

import io.camstream.admin.ResultsReader;
import io.camstream.cli.terminal.ProgressDisplay;
import io.camstream.cli.terminal.Terminal;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.service.Service;
import io.camstream.platform.settings.SettingsLoader;
import java.time.Duration;
import java.util.List;

/** Follows a run on its topics, shows the progress, and detects the end. */
final class RunProgress implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ResultsReader reader;
  private final ProgressDisplay display;
  private final Tally tally = new Tally();

  /**
   * @param images number of images in the bucket
   */
  RunProgress(Terminal terminal, SettingsLoader settings, long images) {
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    Topics topics = new Topics(kafka.topicPrefix());
    this.reader =
        new ResultsReader(
            kafka,
            AvroSerdes.create(settings.load(RegistrySettings.class)),
            List.of(topics.images(), topics.explanations(), topics.failures()));
    this.display = ProgressDisplay.show(terminal, "Explaining", images);
  }

  /**
   * Waits until ingest has ended and every image that it found is explained or failed.
   *
   * @throws RuntimeException if a service or a server stops before that
   */
  Tally follow(Service ingest, ServiceGroup services, EmbeddedServers servers)
      throws InterruptedException {
    boolean listed = false;
    while (!(listed && tally.allDone() && reader.atEnd())) {
      listed = ingest.awaitStopped(Duration.ZERO);
      reader.poll(POLL).forEach(tally::add);
      BatchResult total = tally.total();
      display.update(total.discovered(), total.explained(), total.failed());
      services.requireRunning();
      servers.requireRunning();
    }
    return tally;
  }

  @Override
  public void close() {
    display.close();
    reader.close();
  }
}
