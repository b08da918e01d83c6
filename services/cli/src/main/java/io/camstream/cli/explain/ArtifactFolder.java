package io.camstream.cli.explain;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Folder to which artifacts are written. A file with the same name is replaced atomically, so a
 * file is complete or absent. Thread-safe.
 */
public final class ArtifactFolder {

  /** {@code Files.write} makes a system call for every 8 kB. */
  private static final int PIECE = 1 << 16;

  private final Path folder;

  private ArtifactFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if need be.
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
   * Writes the artifacts.
   *
   * @throws UserError if the folder can no longer be written to
   */
  public void write(ArtifactNames names, List<RenderedArtifact> artifacts) {
    try {
      for (RenderedArtifact artifact : artifacts) {
        Path file = folder.resolve(names.path(artifact));
        if (!Files.isDirectory(file.getParent())) {
          Files.createDirectories(file.getParent());
        }
        write(file, artifact.content());
      }
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  /** Uses as few system calls as possible: an image has eleven files. */
  private static void write(Path file, byte[] content) throws IOException {
    long number = ThreadLocalRandom.current().nextLong();
    Path partial = file.resolveSibling(".camstream-" + Long.toHexString(number) + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (int from = 0; from < content.length; from += PIECE) {
          ByteBuffer piece = ByteBuffer.wrap(content, from, Math.min(PIECE, content.length - from));
          while (piece.hasRemaining()) {
            channel.write(piece);
          }
        }
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(partial);
      throw e;
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
