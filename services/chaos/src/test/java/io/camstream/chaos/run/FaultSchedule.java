package io.camstream.chaos.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws the faults of a run: the same seed, the same faults at the same times. */
public final class FaultSchedule {
  private static final List<FaultKind> OF_MEMBERS =
      List.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.PAUSE);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(12);
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(3);

  private FaultSchedule() {}

  private record Blow(FaultKind kind, String target) {}

  /**
   * Every target is hit at least once, and by each kind of fault where there are enough of them.
   *
   * @param count of faults; at least one more than there are targets
   * @param spacing mean time between two faults; the first comes after this time
   * @param stay how long a further worker stays
   */
  public static List<Fault> draw(
      long seed, List<String> targets, int count, Duration spacing, Duration stay) {
    Random random = new Random(seed);
    List<Blow> blows = blows(random, targets, count);
    List<Fault> faults = new ArrayList<>();
    Duration at = Duration.ZERO;
    for (Blow blow : blows) {
      at = at.plus(between(random, spacing.dividedBy(2), spacing.multipliedBy(3).dividedBy(2)));
      faults.add(new Fault(at, blow.kind(), blow.target(), lasting(random, blow.kind(), stay)));
    }
    return List.copyOf(faults);
  }

  private static List<Blow> blows(Random random, List<String> targets, int count) {
    List<Blow> blows = new ArrayList<>();
    int joins = Math.max(1, count / 12);
    for (int i = 1; i <= joins; i++) {
      blows.add(new Blow(FaultKind.JOIN, "worker-" + (100 + i)));
    }
    int firstKind = random.nextInt(OF_MEMBERS.size());
    for (int rounds = 0; blows.size() < count; rounds++) {
      List<String> round = new ArrayList<>(targets);
      Collections.shuffle(round, random);
      for (int i = 0; i < round.size() && blows.size() < count; i++) {
        // A target gets another kind in each round, whatever its place in it.
        int kind = firstKind + targets.indexOf(round.get(i)) + rounds;
        blows.add(new Blow(OF_MEMBERS.get(kind % OF_MEMBERS.size()), round.get(i)));
      }
    }
    Collections.shuffle(blows, random);
    return blows;
  }

  private static Duration lasting(Random random, FaultKind kind, Duration stay) {
    return switch (kind) {
      case KILL, TERMINATE -> between(random, Duration.ZERO, LONGEST_AWAY);
      case PAUSE -> between(random, SHORTEST_PAUSE, LONGEST_PAUSE);
      case JOIN -> stay;
    };
  }

  private static Duration between(Random random, Duration least, Duration most) {
    long span = most.minus(least).toMillis();
    return least.plusMillis((long) (random.nextDouble() * span));
  }
}
