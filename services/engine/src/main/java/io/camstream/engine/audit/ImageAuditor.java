package io.camstream.engine.audit;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageEvidence.Answer;
import io.camstream.engine.ImageEvidence.Heat;
import io.camstream.engine.ImageEvidence.ObjectFound;
import io.camstream.engine.ImageEvidence.Traits;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.LabColor;
import io.camstream.engine.Prediction;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.quality.RankCorrelation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Collects the evidence of images: measures where the heat of the first map of the predicted class
 * lies, and asks the model again with changed inputs, in batches no larger than that of the images.
 * The same image always gets the same evidence.
 *
 * <p>Thread-safe if the model is.
 */
public final class ImageAuditor {

  /** Pixels of the model's input by which an image is shifted down and to the right. */
  public static final int SHIFT = 8;

  private static final int TEXTURE_SIDE = 7;

  private final Function<List<PixelValues>, List<Prediction>> model;
  private final Function<List<PreparedImage>, List<ImageExplanation>> explainer;

  /**
   * An image to be audited.
   *
   * @param image as decoded
   * @param prepared what the model saw
   * @param explanation with a map of the predicted class, if there is evidence to be found
   * @param mask the user's mask of the object, of the image's size and black outside of it
   * @param shifted whether the map of the shifted image is made, too
   */
  public record Subject(
      RgbImage image,
      PreparedImage prepared,
      ImageExplanation explanation,
      Optional<RgbImage> mask,
      boolean shifted) {}

  /**
   * @param model gives a prediction for each input, in their order; all inputs of a call have one
   *     size
   * @param explainer explains each image by the same maps as the subjects have
   */
  public ImageAuditor(
      Function<List<PixelValues>, List<Prediction>> model,
      Function<List<PreparedImage>, List<ImageExplanation>> explainer) {
    this.model = model;
    this.explainer = explainer;
  }

  /** The evidence of each image, in their order. */
  public List<ImageEvidence> audit(List<Subject> subjects) {
    List<Plan> plans = subjects.stream().map(Plan::of).toList();
    List<Optional<Prediction>> answers = answers(plans);
    List<OptionalDouble> shifts = shifts(subjects);
    List<ImageEvidence> evidence = new ArrayList<>();
    for (int n = 0; n < plans.size(); n++) {
      evidence.add(plans.get(n).evidence(answers.subList(3 * n, 3 * n + 3), shifts.get(n)));
    }
    return evidence;
  }

  private List<Optional<Prediction>> answers(List<Plan> plans) {
    List<Optional<Prediction>> answers =
        new ArrayList<>(Collections.nCopies(3 * plans.size(), Optional.empty()));
    List<Integer> asked = new ArrayList<>();
    List<PixelValues> inputs = new ArrayList<>();
    for (int n = 0; n < plans.size(); n++) {
      List<Optional<RgbImage>> questions = plans.get(n).questions();
      for (int i = 0; i < questions.size(); i++) {
        if (questions.get(i).isPresent()) {
          asked.add(3 * n + i);
          inputs.add(plans.get(n).subject.prepared().normalisation().apply(questions.get(i).get()));
        }
      }
    }
    Map<List<Integer>, List<Integer>> bySize = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<Integer> size = List.of(inputs.get(i).height(), inputs.get(i).width());
      bySize.computeIfAbsent(size, s -> new ArrayList<>()).add(i);
    }
    for (List<Integer> ofOneSize : bySize.values()) {
      for (int from = 0; from < ofOneSize.size(); from += plans.size()) {
        List<Integer> chunk =
            ofOneSize.subList(from, Math.min(ofOneSize.size(), from + plans.size()));
        List<Prediction> predictions = model.apply(chunk.stream().map(inputs::get).toList());
        for (int i = 0; i < chunk.size(); i++) {
          answers.set(asked.get(chunk.get(i)), Optional.of(predictions.get(i)));
        }
      }
    }
    return answers;
  }

  private List<OptionalDouble> shifts(List<Subject> subjects) {
    List<OptionalDouble> shifts =
        new ArrayList<>(Collections.nCopies(subjects.size(), OptionalDouble.empty()));
    List<Integer> asked = new ArrayList<>();
    List<PreparedImage> inputs = new ArrayList<>();
    for (int n = 0; n < subjects.size(); n++) {
      Subject subject = subjects.get(n);
      if (subject.shifted() && predictedMap(subject.explanation()).isPresent()) {
        asked.add(n);
        inputs.add(shifted(subject.prepared()));
      }
    }
    List<ImageExplanation> explained = inputs.isEmpty() ? List.of() : explainer.apply(inputs);
    for (int i = 0; i < asked.size(); i++) {
      ImageExplanation before = subjects.get(asked.get(i)).explanation();
      shifts.set(asked.get(i), shiftCorrelation(before, explained.get(i)));
    }
    return shifts;
  }

  private static PreparedImage shifted(PreparedImage image) {
    RgbImage input = image.resized();
    byte[] pixels = new byte[input.pixels().length];
    for (int y = 0; y < input.height(); y++) {
      for (int x = 0; x < input.width(); x++) {
        int from = 3 * (Math.max(0, y - SHIFT) * input.width() + Math.max(0, x - SHIFT));
        System.arraycopy(input.pixels(), from, pixels, 3 * (y * input.width() + x), 3);
      }
    }
    return new PreparedImage(
        new RgbImage(input.width(), input.height(), pixels), image.normalisation(), image.view());
  }

  private static OptionalDouble shiftCorrelation(ImageExplanation before, ImageExplanation after) {
    int predicted = before.prediction().classIndex();
    Optional<ActivationMap> first = predictedMap(before);
    Optional<ActivationMap> second =
        after.maps().stream()
            .filter(map -> map.method().equals(first.orElseThrow().method()))
            .filter(map -> map.classIndex().orElse(predicted) == predicted)
            .findFirst();
    if (second.isEmpty()) {
      return OptionalDouble.empty();
    }
    int height = before.inputHeight() / SHIFT;
    int width = before.inputWidth() / SHIFT;
    float[] one = first.get().resized(height, width);
    float[] other = second.get().resized(height, width);
    float[] here = new float[(height - 1) * (width - 1)];
    float[] there = new float[here.length];
    for (int i = 0; i < here.length; i++) {
      int y = i / (width - 1);
      int x = i % (width - 1);
      here[i] = one[y * width + x];
      there[i] = other[(y + 1) * width + x + 1];
    }
    return RankCorrelation.of(here, there);
  }

  private static Optional<ActivationMap> predictedMap(ImageExplanation explanation) {
    int predicted = explanation.prediction().classIndex();
    return explanation.maps().stream()
        .filter(map -> map.classIndex().orElse(predicted) == predicted)
        .findFirst()
        .filter(map -> !map.empty() && !map.nil());
  }

  /** What is measured of one image, and what the model is asked. */
  private record Plan(
      Subject subject, Grid grid, Optional<ObjectMask> mask, Optional<float[]> heat, BitSet hot) {

    static Plan of(Subject subject) {
      Grid grid = new Grid(subject.prepared().resized());
      Optional<ObjectMask> mask =
          subject.mask().isPresent()
              ? ObjectMask.given(
                  ObjectMask.ofPicture(subject.mask().get(), subject.explanation().view()))
              : ObjectMask.estimate(subject.image(), grid);
      Optional<float[]> heat =
          predictedMap(subject.explanation())
              .map(map -> map.resized(Grid.SIDE, Grid.SIDE))
              .filter(Plan::hasHeat);
      return new Plan(subject, grid, mask, heat, heat.map(HotRegion::of).orElseGet(BitSet::new));
    }

    private static boolean hasHeat(float[] heat) {
      for (float value : heat) {
        if (value > 0) {
          return true;
        }
      }
      return false;
    }

    List<Optional<RgbImage>> questions() {
      ChangedInput input = new ChangedInput(subject.prepared().resized(), grid);
      return List.of(
          heat.map(h -> input.without(hot)),
          heat.map(h -> input.only(hot)),
          mask.map(m -> m.withMargin())
              .filter(object -> object.cardinality() < Grid.POINTS)
              .map(
                  object ->
                      input.withPlainBackground(
                          object, input.meanOf(background(Regions.complement(object))))));
    }

    /** The part of the surroundings that has their commonest colour. */
    private BitSet background(BitSet surroundings) {
      LabColor color =
          mask.flatMap(ObjectMask::background).orElseGet(() -> grid.medianColor(surroundings));
      BitSet near = Grid.where(i -> surroundings.get(i) && grid.color(i).distance(color) < 10);
      return near.isEmpty() ? surroundings : near;
    }

    ImageEvidence evidence(List<Optional<Prediction>> answers, OptionalDouble shift) {
      return new ImageEvidence(
          mask.map(m -> new ObjectFound(area(m.inside()), m.confidence(), m.isGiven())),
          heat.map(this::measured),
          traits(),
          answers.get(0).map(this::answer),
          answers.get(1).map(this::answer),
          answers.get(2).map(this::answer),
          shift);
    }

    private Answer answer(Prediction prediction) {
      int before = subject.explanation().prediction().classIndex();
      return new Answer(prediction.probabilities().get(before), prediction.classIndex());
    }

    private static double area(BitSet region) {
      return (double) region.cardinality() / Grid.POINTS;
    }

    private Heat measured(float[] values) {
      LabColor color = grid.meanColor(hot);
      if (mask.isEmpty()) {
        return new Heat(area(hot), Double.NaN, Double.NaN, color, Double.NaN);
      }
      BitSet object = mask.get().withMargin();
      double total = 0;
      double outside = 0;
      for (int i = 0; i < values.length; i++) {
        total += values[i];
        outside += object.get(i) ? 0 : values[i];
      }
      double hotOutside = (double) Regions.minus(hot, object).cardinality() / hot.cardinality();
      return new Heat(
          area(hot),
          outside / total,
          hotOutside,
          color,
          color.distance(grid.meanColor(mask.get().inside())));
    }

    private Traits traits() {
      BitSet surroundings =
          mask.map(m -> Regions.complement(m.withMargin()))
              .filter(region -> !region.isEmpty())
              .orElseGet(() -> Grid.where(i -> true));
      return new Traits(grid.medianColor(surroundings), sharpness(), texture(surroundings));
    }

    private double sharpness() {
      RgbImage input = subject.prepared().resized();
      long change = 0;
      for (int y = 0; y < input.height(); y++) {
        for (int x = 1; x < input.width(); x++) {
          change += Math.abs(input.level(x, y, 1) - input.level(x - 1, y, 1));
        }
      }
      return (double) change / input.height() / Math.max(1, input.width() - 1);
    }

    private double texture(BitSet region) {
      double sum = 0;
      int windows = 0;
      int half = TEXTURE_SIDE / 2;
      for (int y = half; y < Grid.SIDE - half; y += TEXTURE_SIDE) {
        for (int x = half; x < Grid.SIDE - half; x += TEXTURE_SIDE) {
          if (region.get(y * Grid.SIDE + x)) {
            sum += deviation(y, x, half);
            windows++;
          }
        }
      }
      return windows == 0 ? 0 : sum / windows;
    }

    private double deviation(int y, int x, int half) {
      double sum = 0;
      double squares = 0;
      for (int row = y - half; row <= y + half; row++) {
        for (int column = x - half; column <= x + half; column++) {
          double l = grid.color(row * Grid.SIDE + column).l();
          sum += l;
          squares += l * l;
        }
      }
      double n = TEXTURE_SIDE * TEXTURE_SIDE;
      return Math.sqrt(Math.max(0, squares / n - sum / n * sum / n));
    }
  }
}
