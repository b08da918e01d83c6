package io.camstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Exclusive lock on a directory. The operating system releases it when the process dies. */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks the directory.
   *
   * @throws ServerStartException if it is locked, by this process or another
   */
  static DirectoryLock acquire(Path directory) {
    FileChannel file = open(directory.resolve(".camstream.lock"));
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return new DirectoryLock(file);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same answer as for another one.
    } catch (IOException e) {
      throw new ServerStartException("%s can't be locked: %s".formatted(directory, e), e);
    }
    new DirectoryLock(file).close();
    throw new ServerStartException(
        "The data in %s are in use by another CamStream: stop it, or name another directory"
            .formatted(directory));
  }

  private static FileChannel open(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new ServerStartException("%s can't be written: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
