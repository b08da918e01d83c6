package io.camstream.report.tables;

import io.camstream.report.tables.ResultsRow.AgreementColumn;
import io.camstream.report.tables.ResultsRow.ClassColumn;
import io.camstream.report.tables.ResultsRow.MapColumn;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ReportRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the classes, methods and objects of a batch's images, so that all rows can share one
 * header. Not thread-safe.
 */
public final class ResultsColumns {

  private final Set<ClassColumn> classes = new LinkedHashSet<>();
  private final Set<MapColumn> maps = new LinkedHashSet<>();
  private final Set<AgreementColumn> agreements = new LinkedHashSet<>();
  private final Set<String> artifactKinds = new LinkedHashSet<>();
  private boolean audited;
  private List<String> lastClassNames = List.of();

  public void add(ReportRow row) {
    Explanation explanation = row.getExplanation();
    if (explanation == null) {
      return;
    }
    audited |= explanation.getEvidence() != null;
    List<String> classNames = explanation.getModel().getClassNames();
    if (!classNames.equals(lastClassNames)) {
      classes.addAll(ResultsRow.classColumns(classNames));
      lastClassNames = classNames;
    }
    for (ClassActivationMap map : explanation.getMaps()) {
      maps.add(new MapColumn(map.getMethod(), map.getLayer()));
    }
    for (MethodAgreement agreement : explanation.getAgreements()) {
      agreements.add(
          new AgreementColumn(
              agreement.getFirstMethod(), agreement.getSecondMethod(), agreement.getLayer()));
    }
    for (Artifact artifact : explanation.getArtifacts()) {
      artifactKinds.add(artifact.getKind());
    }
  }

  List<ClassColumn> classes() {
    return List.copyOf(classes);
  }

  List<MapColumn> maps() {
    return List.copyOf(maps);
  }

  List<AgreementColumn> agreements() {
    return List.copyOf(agreements);
  }

  List<String> artifactKinds() {
    return List.copyOf(artifactKinds);
  }

  /** Whether any image has evidence of an audit. */
  boolean audited() {
    return audited;
  }

  /** Whether method names are ambiguous without the layer. */
  boolean severalLayers() {
    return maps.stream().map(MapColumn::layer).distinct().count() > 1;
  }
}
