package io.camstream.chaos.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Looks whether a system at rest has kept its promise: every object version in the bucket has
 * exactly one explanation or failure, all objects are in place and whole, and the reports tell the
 * same. It reads topics and buckets from scratch and believes nothing else.
 *
 * <p>It shares no code with the services but the schemas: a mistake of theirs shall not be repeated
 * here. Not thread-safe.
 */
public final class Checker implements AutoCloseable {
  private final CheckedSystem system;
  private final TopicsReader topics;
  private final BucketReader store;

  /** Connects on first use. */
  public Checker(CheckedSystem system) {
    this.system = system;
    this.topics = new TopicsReader(system);
    this.store = new BucketReader(system.store());
  }

  /** Checks everything. The system must be at rest. */
  public CheckVerdict check() {
    return CheckVerdict.of(
        new Evidence(
            topics.read(), images(), store.read(system.store().explanations()), reports()));
  }

  /** Reads the topics. */
  public TopicEvidence topics() {
    return topics.read();
  }

  /** What a system that still works may yet bring into order. Reads no object. */
  public List<CheckFinding> outstanding() {
    Evidence evidence = new Evidence(topics.read(), images(), List.of(), reports());
    return Stream.of(new OutcomeCheck(), new ReportCheck(), new BacklogCheck())
        .flatMap(check -> check.findings(evidence).stream())
        .toList();
  }

  private List<ObjectVersionEvidence> images() {
    return store.list(system.store().images()).stream()
        .map(object -> new ObjectVersionEvidence(object.bucket(), object.key(), object.etag()))
        .toList();
  }

  private List<BatchReport> reports() {
    return new ReportReader(store, system.store().reports()).read();
  }

  @Override
  public void close() {
    topics.close();
  }
}
