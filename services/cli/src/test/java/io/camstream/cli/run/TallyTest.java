package io.camstream.cli.run;

import static io.camstream.testkit.SampleRecords.explanation;
import static io.camstream.testkit.SampleRecords.failure;
import static io.camstream.testkit.SampleRecords.labelled;
import static io.camstream.testkit.SampleRecords.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.schemas.ImageReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void shouldCountByBatchAndCompareWithLabels() {
    ImageReference right = labelled("a/1.png", "cat");
    ImageReference wrong = labelled("a/2.png", "dog");
    ImageReference unlabelled = reference("b/3.png");
    tally.add(right);
    tally.add(wrong);
    tally.add(unlabelled);
    tally.add(explanation(right, List.of("cat", "dog"), 0.75, 0.25));
    tally.add(explanation(wrong, List.of("cat", "dog"), 0.75, 0.25));
    tally.add(explanation(unlabelled, List.of("cat", "dog"), 0.75, 0.25));

    assertThat(tally.batches())
        .containsExactly(new BatchResult("a", 2, 2, 0, 2, 1), new BatchResult("b", 1, 1, 0, 0, 0));
    assertThat(tally.total()).isEqualTo(new BatchResult("total", 3, 3, 0, 2, 1));
  }

  @Test
  void shouldCountAnImageOnceThoughItComesTwice() {
    ImageReference image = labelled("a/1.png", "cat");
    tally.add(image);
    tally.add(image);
    tally.add(explanation(image, List.of("cat", "dog"), 0.75, 0.25));
    tally.add(explanation(image, List.of("cat", "dog"), 0.75, 0.25));

    assertThat(tally.total()).isEqualTo(new BatchResult("total", 1, 1, 0, 1, 1));
  }

  @Test
  void shouldBeDoneWhenEachImageIsExplainedOrFailedInWhateverOrder() {
    ImageReference explained = reference("a/1.png");
    ImageReference failed = reference("a/2.png");
    tally.add(explanation(explained, List.of("cat", "dog"), 0.75, 0.25));
    tally.add(explained);
    assertThat(tally.allDone()).isTrue();

    tally.add(failed);
    assertThat(tally.allDone()).isFalse();

    tally.add(failure(failed));
    assertThat(tally.allDone()).isTrue();
    assertThat(tally.failures())
        .containsExactly(new FailedImage("a/2.png", "UNREADABLE_IMAGE", "It is cut off."));
  }
}
