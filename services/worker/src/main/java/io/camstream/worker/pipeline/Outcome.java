package io.camstream.worker.pipeline;

import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;

/** How the work on one image ended. */
public sealed interface Outcome {

  /** The image is explained and all of its objects are stored. */
  record Explained(Explanation explanation) implements Outcome {}

  /** The image can't be explained. */
  record Failed(Failure failure) implements Outcome {}
}
