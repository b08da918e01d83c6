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
 * A run whose request has been checked.
 *
 * @param labels empty if none were given; the images folder may still have manifests
 */
public record PreparedRun(
    Path model,
    CheckpointIdentity identity,
    ImageFolder images,
    Optional<LabelsFile> labels,
    OutputFolder out) {

  /**
   * Checks the request. Starts nothing, and writes only to the output folder.
   *
   * @throws UserError with the first mistake that is found
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

  /** The same selection as ingest makes. */
  private static Selection selection(SettingsLoader settings) {
    IngestSettings ingest = settings.load(IngestSettings.class);
    return new Selection(
        ingest.include(),
        ingest.exclude().orElse(List.of()),
        ingest.minimumAge(),
        Clock.systemUTC());
  }

  /**
   * Reads a checkpoint completely.
   *
   * @throws UserError if it can't be used
   */
  public static CheckpointIdentity identity(Path model) {
    try {
      return Checkpoint.read(model).identity();
    } catch (CheckpointException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
