package io.camstream.worker.topology;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.PendingImage;
import io.camstream.testkit.SampleRecords;
import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A pipeline whose images end when and how the test says. */
final class HandDrivenPipeline implements ExplanationPipeline {

  private final List<Submission> submissions = new ArrayList<>();
  private final Set<String> heldUpBy = new HashSet<>();

  record Submission(
      PendingImage image,
      CompletableFuture<Outcome> outcome,
      Supplier<CompletableFuture<PendingImage>> begin) {

    String key() {
      return image.getReference().getKey();
    }

    boolean alone() {
      return begin != null;
    }
  }

  @Override
  public CompletableFuture<Outcome> submit(PendingImage image) {
    return submitAlone(image, null);
  }

  @Override
  public CompletableFuture<Outcome> submitAlone(
      PendingImage image, Supplier<CompletableFuture<PendingImage>> begin) {
    Submission submission = new Submission(image, new CompletableFuture<>(), begin);
    submissions.add(submission);
    return submission.outcome();
  }

  /** What is given up ends at once. */
  @Override
  public CompletableFuture<Outcome> setAside(PendingImage image, Failure failure) {
    return CompletableFuture.completedFuture(new Outcome.Failed(failure));
  }

  @Override
  public boolean holdsUp(CompletableFuture<Outcome> outcome) {
    return submissions.stream().anyMatch(s -> s.outcome() == outcome && heldUpBy.contains(s.key()));
  }

  /** The image takes too long. */
  void holdUp(String key) {
    heldUpBy.add(key);
  }

  List<String> submittedKeys() {
    return submissions.stream().map(Submission::key).toList();
  }

  /** All submissions of a key, oldest first. */
  List<Submission> submissions(String key) {
    return submissions.stream().filter(s -> s.key().equals(key)).toList();
  }

  /** The only one of a key. */
  Submission submission(String key) {
    List<Submission> all = submissions(key);
    if (all.size() != 1) {
      throw new IllegalStateException(all.size() + " submissions of " + key);
    }
    return all.get(0);
  }

  void explain(String... keys) {
    for (String key : keys) {
      explain(submission(key));
    }
  }

  void explain(Submission submission) {
    Explanation explanation =
        SampleRecords.explanation(submission.image().getReference(), 0.7, 0.2, 0.1);
    submission.outcome().complete(new Outcome.Explained(explanation));
  }

  void fail(String key, String code) {
    Submission submission = submission(key);
    Failure failure =
        SampleRecords.failure(submission.image().getReference(), code, "as the test says");
    submission.outcome().complete(new Outcome.Failed(failure));
  }
}
