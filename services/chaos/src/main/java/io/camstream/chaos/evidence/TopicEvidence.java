package io.camstream.chaos.evidence;

import java.util.List;

/** What a subscriber that sees committed records alone finds in the topics, in their order. */
public record TopicEvidence(List<Published> published, List<Outcome> outcomes, Backlog backlog) {

  public TopicEvidence {
    published = List.copyOf(published);
    outcomes = List.copyOf(outcomes);
  }
}
