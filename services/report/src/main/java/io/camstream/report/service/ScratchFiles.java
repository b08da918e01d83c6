package io.camstream.report.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files of one report; close deletes them. */
record ScratchFiles(Path folder) implements AutoCloseable {

  static ScratchFiles in(Path scratch) throws IOException {
    return new ScratchFiles(Files.createTempDirectory(scratch, "report-"));
  }

  Path results() {
    return folder.resolve(ReportKeys.RESULTS);
  }

  Path failures() {
    return folder.resolve(ReportKeys.FAILURES);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(results());
    Files.deleteIfExists(failures());
    Files.delete(folder);
  }
}
