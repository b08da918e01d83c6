package io.camstream.cli.run;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.ingest.bucket.Selection;
import io.camstream.ingest.service.IngestSettings;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A run of which everything has been looked at that a user may have got wrong.
 *
 * @param labels empty where none were given; the images folder may have manifests
 */
public record PreparedRun(
    Path model,
    CheckpointIdentity identity,
    ImageFolder images,
    Optional<LabelsFile> labels,
    OutputFolder out) {

  /**
   * Checks the request. Nothing is started yet, and only the output folder is written to.
   *
   * @throws UserError for the first thing that is wrong
   */
  public static PreparedRun of(RunRequest request, SettingsLoader settings) {
    CheckpointIdentity identity = identity(request.model());
    String prefix = request.batch().map(batch -> batch + "/").orElse("");
    ImageFolder images =
        ImageFolder.scan(request.images(), prefix, selection(settings)::isSelected);
    Optional<LabelsFile> labels =
        request.labels().map(file -> LabelsFile.read(file, images.images()));
    return new PreparedRun(
        request.model(), identity, images, labels, OutputFolder.open(request.out()));
  }

  /** What ingest will take for an image. */
  private static Selection selection(SettingsLoader settings) {
    IngestSettings ingest = settings.load(IngestSettings.class);
    return new Selection(
        ingest.include(),
        ingest.exclude().orElse(List.of()),
        ingest.minimumAge(),
        Clock.systemUTC());
  }

  /**
   * Reads a checkpoint to its end, to see that it can be used.
   *
   * @throws UserError if it can't
   */
  public static CheckpointIdentity identity(Path model) {
    try {
      return Checkpoint.read(model).identity();
    } catch (CheckpointException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
