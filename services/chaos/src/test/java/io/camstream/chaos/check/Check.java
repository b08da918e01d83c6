package io.camstream.chaos.check;

import java.util.List;

/** Looks for one kind of breach. A pure function of the evidence. */
@FunctionalInterface
interface Check {
  List<CheckFinding> findings(Evidence evidence);
}
