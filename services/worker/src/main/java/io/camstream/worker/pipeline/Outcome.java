package io.camstream.worker.pipeline;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;

/** The outcome of one image. */
public sealed interface Outcome {

  /** The image was explained and all artifacts are stored. */
  record Explained(Explanation explanation) implements Outcome {}

  /** The image can't be explained. */
  record Failed(Failure failure) implements Outcome {}
}
