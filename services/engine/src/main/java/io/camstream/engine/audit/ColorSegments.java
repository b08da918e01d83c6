package io.camstream.engine.audit;

import io.camstream.engine.LabColor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Connected segments of about one colour: k-means in CIELAB with {@value #CLUSTERS} clusters. It
 * starts from the median colour and then from the colour that is farthest from all starts, so it
 * draws no random numbers.
 */
final class ColorSegments {

  private static final int CLUSTERS = 5;
  private static final int ITERATIONS = 8;

  /** Points; smaller segments are not returned. */
  static final int LEAST = 40;

  private ColorSegments() {}

  static List<BitSet> of(Grid grid, BitSet region) {
    int[] points = region.stream().toArray();
    if (points.length < LEAST) {
      return List.of();
    }
    LabColor[] centres = starts(grid, region, points);
    int[] assigned = new int[points.length];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int i = 0; i < points.length; i++) {
        assigned[i] = nearest(centres, grid.color(points[i]));
      }
      for (int k = 0; k < CLUSTERS; k++) {
        BitSet members = members(points, assigned, k);
        centres[k] = members.isEmpty() ? centres[k] : grid.meanColor(members);
      }
    }
    List<BitSet> segments = new ArrayList<>();
    for (int k = 0; k < CLUSTERS; k++) {
      Regions.components(Regions.open(members(points, assigned, k), 1)).stream()
          .filter(segment -> segment.cardinality() >= LEAST)
          .forEach(segments::add);
    }
    return segments;
  }

  private static LabColor[] starts(Grid grid, BitSet region, int[] points) {
    LabColor[] centres = new LabColor[CLUSTERS];
    centres[0] = grid.medianColor(region);
    double[] distances = new double[points.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    for (int k = 1; k < CLUSTERS; k++) {
      int farthest = 0;
      for (int i = 0; i < points.length; i++) {
        distances[i] = Math.min(distances[i], centres[k - 1].distance(grid.color(points[i])));
        farthest = distances[i] > distances[farthest] ? i : farthest;
      }
      centres[k] = grid.color(points[farthest]);
    }
    return centres;
  }

  private static int nearest(LabColor[] centres, LabColor color) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length; k++) {
      double distance = centres[k].distance(color);
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  private static BitSet members(int[] points, int[] assigned, int cluster) {
    BitSet members = new BitSet(Grid.POINTS);
    for (int i = 0; i < points.length; i++) {
      members.set(points[i], assigned[i] == cluster);
    }
    return members;
  }
}
