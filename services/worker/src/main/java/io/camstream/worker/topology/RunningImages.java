package io.camstream.worker.topology;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.worker.pipeline.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The images of one partition that the pipeline processes.
 *
 * <p>Outcomes are forwarded as they complete, so that a large image does not delay later ones; but
 * outcomes of the same key keep the order of arrival, so that the newest version of an object comes
 * last. Not thread-safe: used by one stream thread.
 */
final class RunningImages {

  private final Map<Long, Running> byOffset = new LinkedHashMap<>();

  /** An image and its pending outcome. */
  record Running(Buffered image, CompletableFuture<Outcome> outcome, String key) {

    Running(Buffered image, CompletableFuture<Outcome> outcome) {
      this(image, outcome, ImageKey.of(image.image().getReference()));
    }
  }

  void add(Running running) {
    byOffset.put(running.image().offset(), running);
  }

  boolean isEmpty() {
    return byOffset.isEmpty();
  }

  int size() {
    return byOffset.size();
  }

  /** Takes the images whose outcome may be forwarded, in the order of arrival. */
  List<Running> takeFinished() {
    List<Running> finished = new ArrayList<>();
    Set<String> heldUp = new HashSet<>();
    for (Iterator<Running> all = byOffset.values().iterator(); all.hasNext(); ) {
      Running running = all.next();
      if (running.outcome().isDone() && !heldUp.contains(running.key())) {
        finished.add(running);
        all.remove();
      } else {
        heldUp.add(running.key());
      }
    }
    return finished;
  }

  /**
   * Cancels all outcomes.
   *
   * @return the images
   */
  List<Running> abandon() {
    byOffset.values().forEach(running -> running.outcome().cancel(false));
    List<Running> abandoned = List.copyOf(byOffset.values());
    byOffset.clear();
    return abandoned;
  }
}
