package io.camstream.engine.artifact;

import io.camstream.engine.ActivationMap;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.Normalisation;
import io.camstream.engine.Prediction;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.cam.MethodCatalog;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.quality.FocusReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Explained images made up for tests. */
final class ExplanationExamples {

  static final String LAST = "encoder.stages.3.layers.1";
  static final String EARLIER = "encoder.stages.2.layers.3";
  static final List<String> CLASSES = List.of("Dyskeratotic", "Koilocytotic", "Metaplastic");
  static final int INPUT = 32;

  private ExplanationExamples() {}

  /** 60 × 40 pixels of which the model saw the middle. */
  static RgbImage image() {
    return image(60, 40);
  }

  static RgbImage image(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (120 + i * 31 % 97);
    }
    return new RgbImage(width, height, pixels);
  }

  static Prediction prediction(List<String> classNames) {
    List<Float> logits = new ArrayList<>();
    List<Double> probabilities = new ArrayList<>();
    for (int k = 0; k < classNames.size(); k++) {
      logits.add(k == 1 ? 4f : 1f - k);
      probabilities.add(k == 1 ? 0.9 : 0.1 / (classNames.size() - 1));
    }
    return new Prediction(classNames, logits, probabilities);
  }

  static ActivationMap map(String method, String layer, OptionalInt classIndex) {
    float[] raw = new float[16];
    for (int i = 0; i < raw.length; i++) {
      raw[i] =
          (float)
              Math.sin(i + classIndex.orElse(7) + method.hashCode() % 97 + layer.hashCode() % 89);
    }
    return new ActivationMap(
        MethodCatalog.STANDARD.description(method), layer, classIndex, 4, 4, raw, false, false);
  }

  /** A map for each of the methods, layers and classes. */
  static List<ActivationMap> maps(List<String> methods, List<String> layers, int classes) {
    List<ActivationMap> maps = new ArrayList<>();
    for (String layer : layers) {
      for (String method : methods) {
        for (int k = 0; k < classes; k++) {
          maps.add(map(method, layer, OptionalInt.of(k)));
        }
      }
    }
    return maps;
  }

  static ExplainedImage explained(
      RgbImage image, Prediction prediction, List<ActivationMap> maps, String fileName) {
    double side = 0.875 * Math.min(image.width(), image.height());
    ModelView view =
        new ModelView((image.width() - side) / 2, (image.height() - side) / 2, side, side);
    ImageExplanation explanation = new ImageExplanation(prediction, view, INPUT, INPUT, maps);
    return new ExplainedImage(
        image,
        explanation,
        FocusReport.of(image, explanation),
        new CheckpointIdentity("demo", "convnextv2", "ab12", "cd34", prediction.classNames()),
        ArtifactNames.flat(fileName),
        prepared(image, view));
  }

  private static PreparedImage prepared(RgbImage image, ModelView view) {
    PixelValues input = new PixelValues(INPUT, INPUT, new float[3 * INPUT * INPUT]);
    return new PreparedImage(image, resized -> input, view);
  }

  /** Two methods of three classes at one layer, and one that does not depend on the class. */
  static ExplainedImage usual() {
    List<ActivationMap> maps = maps(List.of("gradcam", "layercam"), List.of(LAST), 3);
    maps.add(map("eigencam", LAST, OptionalInt.empty()));
    return explained(image(), prediction(CLASSES), maps, "cell.bmp");
  }

  /** The same explanation with one scale for all classes. */
  static ExplainedImage onOneScale(ExplainedImage explained) {
    ImageExplanation explanation = explained.explanation();
    return new ExplainedImage(
        explained.image(),
        new ImageExplanation(
            explanation.prediction(),
            explanation.view(),
            explanation.inputHeight(),
            explanation.inputWidth(),
            explanation.maps(),
            Fusion.MEAN,
            Normalisation.PER_IMAGE),
        explained.focus(),
        explained.model(),
        explained.names(),
        explained.prepared());
  }
}
