package io.camstream.report.audit;

import java.nio.file.Path;

/**
 * Prints the findings of evidence tables: {@code AuditTable FILE set[,set] …}. For {@code
 * docs/audit.md}.
 */
final class AuditTable {

  private AuditTable() {}

  public static void main(String[] arguments) throws Exception {
    EvidenceTable table = EvidenceTable.file(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Findings findings = table.findings(arguments[i].split(",", -1));
      System.out.printf(
          "%s %s | %s | flagged %d of %d%n",
          Path.of(arguments[0]).getFileName(),
          arguments[i],
          findings.level().id(),
          findings.flaggedImages(),
          findings.sampled());
      findings
          .findings()
          .forEach(
              f ->
                  System.out.printf(
                      "    %s %s p=%.2g: %s%n",
                      f.level().id(), f.rule(), f.pValue(), f.sentence()));
      findings
          .classes()
          .forEach(
              c ->
                  System.out.printf(
                      "    %s groups %s%n",
                      c.name(), c.groups().stream().map(Findings.MapGroup::images).toList()));
    }
  }
}
