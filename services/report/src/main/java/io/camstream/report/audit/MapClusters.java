package io.camstream.report.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups maps by k-medoids (partitioning around medoids with a greedy start) on the Hellinger
 * distance of maps that are scaled to a sum of 1. As in SpRAy (Lapuschkin et al. 2019) groups may
 * show strategies of the model that are not the expected one. The number of groups is the one of 2
 * to {@value #MOST} with the largest mean silhouette (Rousseeuw 1987), or 1 where that is below
 * {@value #LEAST_SILHOUETTE}. No random numbers are drawn, and ties are broken by the order given.
 */
final class MapClusters {

  private static final int MOST = 5;
  private static final double LEAST_SILHOUETTE = 0.4;
  private static final int LEAST_IMAGES = 8;
  private static final int LEAST_GROUP = 3;
  private static final int MOST_ITERATIONS = 20;

  private final double[][] distance;

  private MapClusters(List<double[]> maps) {
    int n = maps.size();
    distance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distance[i][j] = hellinger(maps.get(i), maps.get(j));
        distance[j][i] = distance[i][j];
      }
    }
  }

  /**
   * @param members indices of the maps, nearest to the medoid first
   */
  record Group(List<Integer> members) {}

  /**
   * @param maps of one size, each with a sum of 1
   * @return the largest group first; each map is in one group
   */
  static List<Group> of(List<double[]> maps) {
    return maps.isEmpty() ? List.of() : new MapClusters(maps).best();
  }

  private static double hellinger(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double difference = Math.sqrt(first[i]) - Math.sqrt(second[i]);
      sum += difference * difference;
    }
    return Math.sqrt(sum / 2);
  }

  private List<Group> best() {
    int[] whole = {medoid(IntStream.range(0, distance.length).boxed().toList())};
    int[] best = whole;
    if (distance.length >= LEAST_IMAGES) {
      double bestSilhouette = LEAST_SILHOUETTE;
      for (int k = 2; k <= MOST; k++) {
        int[] medoids = medoids(k);
        int[] sizes = new int[k];
        for (int i = 0; i < distance.length; i++) {
          sizes[nearest(medoids, i)]++;
        }
        double silhouette = silhouette(medoids);
        if (IntStream.of(sizes).min().orElse(0) >= LEAST_GROUP && silhouette > bestSilhouette) {
          bestSilhouette = silhouette;
          best = medoids;
        }
      }
    }
    return groups(best);
  }

  private int[] medoids(int k) {
    int[] medoids = new int[k];
    medoids[0] = medoid(IntStream.range(0, distance.length).boxed().toList());
    for (int m = 1; m < k; m++) {
      double[] nearest = new double[distance.length];
      for (int i = 0; i < nearest.length; i++) {
        nearest[i] = Double.POSITIVE_INFINITY;
        for (int known = 0; known < m; known++) {
          nearest[i] = Math.min(nearest[i], distance[i][medoids[known]]);
        }
      }
      double most = -1;
      for (int candidate = 0; candidate < nearest.length; candidate++) {
        double gain = 0;
        for (int i = 0; i < nearest.length; i++) {
          gain += Math.max(0, nearest[i] - distance[i][candidate]);
        }
        if (gain > most) {
          most = gain;
          medoids[m] = candidate;
        }
      }
    }
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      int[] moved = new int[k];
      for (int m = 0; m < k; m++) {
        List<Integer> members = members(medoids, m);
        moved[m] = members.isEmpty() ? medoids[m] : medoid(members);
      }
      if (Arrays.equals(moved, medoids)) {
        break;
      }
      medoids = moved;
    }
    return medoids;
  }

  private int medoid(List<Integer> members) {
    return members.stream()
        .min(
            Comparator.comparingDouble(
                i -> members.stream().mapToDouble(j -> distance[i][j]).sum()))
        .orElseThrow();
  }

  private int nearest(int[] medoids, int map) {
    int nearest = 0;
    for (int m = 1; m < medoids.length; m++) {
      nearest = distance[map][medoids[m]] < distance[map][medoids[nearest]] ? m : nearest;
    }
    return nearest;
  }

  private List<Integer> members(int[] medoids, int medoid) {
    return IntStream.range(0, distance.length)
        .filter(i -> nearest(medoids, i) == medoid)
        .boxed()
        .toList();
  }

  private double silhouette(int[] medoids) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int m = 0; m < medoids.length; m++) {
      clusters.add(members(medoids, m));
    }
    double sum = 0;
    for (int i = 0; i < distance.length; i++) {
      int map = i;
      int own = nearest(medoids, i);
      if (clusters.get(own).size() < 2) {
        continue;
      }
      double within =
          clusters.get(own).stream().mapToDouble(j -> distance[map][j]).sum()
              / (clusters.get(own).size() - 1);
      double other = Double.POSITIVE_INFINITY;
      for (int m = 0; m < clusters.size(); m++) {
        if (m != own && !clusters.get(m).isEmpty()) {
          other =
              Math.min(
                  other,
                  clusters.get(m).stream().mapToDouble(j -> distance[map][j]).average().orElse(0));
        }
      }
      sum += (other - within) / Math.max(Math.max(other, within), 1e-12);
    }
    return sum / distance.length;
  }

  private List<Group> groups(int[] medoids) {
    List<Group> groups = new ArrayList<>();
    for (int m = 0; m < medoids.length; m++) {
      int medoid = medoids[m];
      groups.add(
          new Group(
              members(medoids, m).stream()
                  .sorted(Comparator.comparingDouble(i -> distance[medoid][i]))
                  .toList()));
    }
    groups.sort(
        Comparator.<Group>comparingInt(group -> group.members().size())
            .reversed()
            .thenComparing(group -> group.members().get(0)));
    return groups;
  }
}
