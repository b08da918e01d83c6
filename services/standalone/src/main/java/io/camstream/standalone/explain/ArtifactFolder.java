package io.camstream.standalone.explain;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where artifacts are written to. What is there already under the same name is replaced; a file is
 * there as a whole or not at all. Thread-safe.
 */
public final class ArtifactFolder {

  private final Path folder;

  private ArtifactFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder, if it is not there.
   *
   * @throws UserError if it can't be written to
   */
  public static ArtifactFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".camstream-", ".tmp"));
      return new ArtifactFolder(folder);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  /**
   * @throws UserError if the folder can't be written to any more
   */
  public void write(ArtifactNames names, List<RenderedArtifact> artifacts) {
    try {
      for (RenderedArtifact artifact : artifacts) {
        Path file = folder.resolve(names.path(artifact));
        Files.createDirectories(file.getParent());
        Path partial = Files.createTempFile(file.getParent(), ".camstream-", ".tmp");
        try {
          Files.write(partial, artifact.content());
          Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(partial);
        }
      }
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  private static UserError notWritable(Path folder, IOException e) {
    String reason =
        e instanceof FileSystemException failure && failure.getReason() != null
            ? failure.getReason()
            : e.getClass().getSimpleName();
    return new UserError(
        "Can't write to the folder "
            + Quoted.of(folder.toString())
            + " ("
            + reason
            + "): name another one with --out.",
        e);
  }
}
