package io.camstream.engine.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Morphology of regions of the {@link Grid} with four neighbours. None of the methods changes its
 * argument.
 */
final class Regions {

  private static final int SIDE = Grid.SIDE;
  private static final BitSet FIRST_COLUMN = Grid.where(i -> i % SIDE == 0);
  private static final BitSet LAST_COLUMN = Grid.where(i -> i % SIDE == SIDE - 1);

  private Regions() {}

  /** The region and what is at most {@code steps} steps away from it. */
  static BitSet dilate(BitSet region, int steps) {
    BitSet grown = copy(region);
    for (int step = 0; step < steps; step++) {
      BitSet right = shiftUp(minus(grown, LAST_COLUMN), 1);
      BitSet left = shiftDown(minus(grown, FIRST_COLUMN), 1);
      BitSet down = shiftUp(grown, SIDE);
      down.clear(Grid.POINTS, Grid.POINTS + SIDE);
      BitSet up = shiftDown(grown, SIDE);
      grown.or(right);
      grown.or(left);
      grown.or(down);
      grown.or(up);
    }
    return grown;
  }

  /**
   * The points that are more than {@code steps} steps away from all others; the view's edge counts
   * as inside.
   */
  static BitSet erode(BitSet region, int steps) {
    return complement(dilate(complement(region), steps));
  }

  /** Without what is narrower than about twice {@code steps} points. */
  static BitSet open(BitSet region, int steps) {
    return dilate(erode(region, steps), steps);
  }

  /** With the points that are not connected with the view's edge except through the region. */
  static BitSet fillHoles(BitSet region) {
    BitSet outside = complement(region);
    BitSet reached = new BitSet(Grid.POINTS);
    for (int i = outside.nextSetBit(0); i >= 0; i = outside.nextSetBit(i + 1)) {
      if (Grid.distanceToEdge(i) == 0 && !reached.get(i)) {
        reached.or(connected(outside, i));
      }
    }
    return complement(reached);
  }

  /** The connected parts of a region, in the order of their first points. */
  static List<BitSet> components(BitSet region) {
    BitSet left = copy(region);
    List<BitSet> components = new ArrayList<>();
    for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i)) {
      BitSet component = connected(left, i);
      components.add(component);
      left.andNot(component);
    }
    return components;
  }

  private static BitSet connected(BitSet region, int start) {
    BitSet reached = new BitSet(Grid.POINTS);
    int[] open = new int[Grid.POINTS];
    int count = 0;
    open[count++] = start;
    reached.set(start);
    while (count > 0) {
      int i = open[--count];
      int x = i % SIDE;
      int[] neighbours = {x > 0 ? i - 1 : -1, x < SIDE - 1 ? i + 1 : -1, i - SIDE, i + SIDE};
      for (int next : neighbours) {
        if (next >= 0 && next < Grid.POINTS && region.get(next) && !reached.get(next)) {
          reached.set(next);
          open[count++] = next;
        }
      }
    }
    return reached;
  }

  static BitSet complement(BitSet region) {
    BitSet others = copy(region);
    others.flip(0, Grid.POINTS);
    return others;
  }

  static BitSet and(BitSet first, BitSet second) {
    BitSet both = copy(first);
    both.and(second);
    return both;
  }

  static BitSet minus(BitSet first, BitSet second) {
    BitSet rest = copy(first);
    rest.andNot(second);
    return rest;
  }

  private static BitSet copy(BitSet region) {
    return (BitSet) region.clone();
  }

  private static BitSet shiftUp(BitSet region, int distance) {
    BitSet moved = new BitSet(Grid.POINTS + distance);
    for (int i = region.nextSetBit(0); i >= 0; i = region.nextSetBit(i + 1)) {
      moved.set(i + distance);
    }
    return moved;
  }

  private static BitSet shiftDown(BitSet region, int distance) {
    return region.get(distance, Math.max(distance, region.length()));
  }
}
