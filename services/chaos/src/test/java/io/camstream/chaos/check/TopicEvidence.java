package io.camstream.chaos.check;

import java.util.List;

/** What a subscriber that sees committed records alone finds in the topics, in their order. */
public record TopicEvidence(
    List<Published> published, List<ImageOutcome> outcomes, Backlog backlog) {

  public TopicEvidence {
    published = List.copyOf(published);
    outcomes = List.copyOf(outcomes);
  }
}
