package io.camstream.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.report.audit.Level;
import io.camstream.report.service.ReportKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the audits of a run have found.
 *
 * @param level the most serious one
 * @param batches those with findings, by name
 */
public record AuditOutcome(Level level, List<BatchAudit> batches) {

  /**
   * The findings of one batch.
   *
   * @param sentences most serious first
   */
  public record BatchAudit(String batch, Level level, String conclusion, List<String> sentences) {}

  /**
   * Reads {@code findings.json} of each batch.
   *
   * @param reports the folder with a folder for each batch
   * @throws UncheckedIOException if a file that is there can't be read
   */
  public static AuditOutcome read(Path reports, List<BatchResult> batches) {
    ObjectMapper json = new ObjectMapper();
    Level most = Level.NOTHING_FOUND;
    List<BatchAudit> audits = new ArrayList<>();
    for (BatchResult batch : batches) {
      Path file = reports.resolve(ReportKeys.of(batch.batch(), ReportKeys.FINDINGS));
      if (Files.exists(file)) {
        BatchAudit audit = read(json, batch.batch(), file);
        most = audit.level().compareTo(most) > 0 ? audit.level() : most;
        audits.add(audit);
      }
    }
    return new AuditOutcome(most, List.copyOf(audits));
  }

  private static BatchAudit read(ObjectMapper json, String batch, Path file) {
    try {
      JsonNode findings = json.readTree(file.toFile());
      List<String> sentences = new ArrayList<>();
      findings
          .path("findings")
          .forEach(finding -> sentences.add(finding.path("sentence").asText()));
      return new BatchAudit(
          batch,
          level(findings.path("level").asText()),
          findings.path("conclusion").asText(),
          List.copyOf(sentences));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Level level(String id) {
    for (Level level : Level.values()) {
      if (level.id().equals(id)) {
        return level;
      }
    }
    return Level.NOTHING_FOUND;
  }
}
