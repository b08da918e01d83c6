package io.camstream.chaos.check;

import java.util.List;

/**
 * A record of the topics of explanations and failures.
 *
 * @param code why it failed; empty for an explanation
 * @param objects what an explanation says was stored; empty for a failure
 */
public record ImageOutcome(
    ObjectVersionEvidence version, String code, List<NamedObject> objects, Place place) {

  public ImageOutcome {
    objects = List.copyOf(objects);
  }

  public boolean explained() {
    return code.isEmpty();
  }

  /** An object as an explanation names it. */
  public record NamedObject(String bucket, String key, String etag, long bytes) {}
}
