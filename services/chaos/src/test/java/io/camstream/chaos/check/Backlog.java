package io.camstream.chaos.check;

import java.util.List;

/**
 * Work that is not finished.
 *
 * @param notTaken references that the workers' group has not committed
 * @param buffered images in the workers' durable buffers
 * @param openTransactions partitions whose end is hidden by an open transaction
 */
public record Backlog(List<Place> notTaken, List<String> buffered, List<String> openTransactions) {

  public Backlog {
    notTaken = List.copyOf(notTaken);
    buffered = List.copyOf(buffered);
    openTransactions = List.copyOf(openTransactions);
  }
}
