package io.camstream.chaos.check;

import io.camstream.chaos.evidence.Evidence;
import java.util.List;

/** Looks for one kind of breach. A pure function of the evidence. */
@FunctionalInterface
interface Check {
  List<Finding> findings(Evidence evidence);
}
