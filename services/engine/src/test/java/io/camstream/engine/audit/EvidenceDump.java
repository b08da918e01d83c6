package io.camstream.engine.audit;

import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageEvidence.Answer;
import io.camstream.engine.ImageEvidence.Heat;
import io.camstream.engine.ImageEvidence.Traits;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.LabColor;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.quality.FocusMeasures;
import io.camstream.engine.quality.FocusReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints the evidence of folders of images as CSV: the tables that the thresholds of the audit are
 * set and tested on. Arguments: a checkpoint, then folders with a manifest.csv.
 */
final class EvidenceDump {

  private EvidenceDump() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    out.println(
        "set,file,label,predicted,confidence,classes,object_area,object_confidence,border,background,outside,"
            + "hot_area,hot_outside,color_distance,hot_l,hot_a,hot_b,without_p,without,alone_p,alone,"
            + "other_p,other,cast_l,cast_a,cast_b,sharpness,texture,shift,centre_x,centre_y,map");
    try (Explainer explainer =
        Explainer.open(Path.of(arguments[0]), EngineOptions.DEFAULT.withThreads(1))) {
      ImageAuditor auditor = new ImageAuditor(explainer::predict, explainer::explain);
      for (String folder : List.of(arguments).subList(1, arguments.length)) {
        dump(Path.of(folder), explainer, auditor, out);
      }
    }
  }

  private static void dump(Path folder, Explainer explainer, ImageAuditor auditor, PrintStream out)
      throws Exception {
    Map<String, String> labels = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("manifest.csv"))) {
      labels.put(line.split(",", -1)[0], line.split(",", -1)[1].strip());
    }
    try (Stream<Path> files = Files.list(folder).sorted()) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".csv")).toList()) {
        RgbImage image = new ImageDecoder().decode(Files.readAllBytes(file));
        var prepared = explainer.prepare(image);
        ImageExplanation explanation = explainer.explain(List.of(prepared)).get(0);
        ImageEvidence evidence =
            auditor
                .audit(
                    List.of(
                        new ImageAuditor.Subject(
                            image, prepared, explanation, Optional.empty(), false)))
                .get(0);
        String name = file.getFileName().toString();
        out.println(
            folder.getFileName()
                + ","
                + name
                + ","
                + labels.get(name)
                + ","
                + row(image, explanation, evidence));
      }
    }
  }

  private static String row(RgbImage image, ImageExplanation explanation, ImageEvidence evidence) {
    int predicted = explanation.prediction().classIndex();
    int map = 0;
    while (explanation.maps().get(map).classIndex().orElse(predicted) != predicted) {
      map++;
    }
    Optional<FocusMeasures> focus = FocusReport.of(image, explanation).measures().get(map);
    Heat heat =
        evidence
            .heat()
            .orElse(new Heat(0, Double.NaN, Double.NaN, new LabColor(0, 0, 0), Double.NaN));
    Traits traits = evidence.traits();
    StringBuilder values = new StringBuilder();
    for (float value : explanation.maps().get(map).raw()) {
      values.append(values.isEmpty() ? "" : " ").append(number(Math.max(0, value)));
    }
    return String.join(
        ",",
        explanation.prediction().predictedClass(),
        number(explanation.prediction().confidence()),
        String.join("|", explanation.prediction().classNames()),
        number(evidence.object().map(ImageEvidence.ObjectFound::area).orElse(Double.NaN)),
        number(evidence.object().map(ImageEvidence.ObjectFound::confidence).orElse(Double.NaN)),
        number(focus.map(FocusMeasures::borderShare).orElse(Double.NaN)),
        number(focus.map(FocusMeasures::backgroundShare).orElse(Double.NaN)),
        number(heat.outsideShare()),
        number(heat.hotArea()),
        number(heat.hotOutside()),
        number(heat.colorDistance()),
        number(heat.color().l()),
        number(heat.color().a()),
        number(heat.color().b()),
        answer(evidence.withoutHeat()),
        answer(evidence.heatAlone()),
        answer(evidence.otherBackground()),
        number(traits.surroundings().l()),
        number(traits.surroundings().a()),
        number(traits.surroundings().b()),
        number(traits.sharpness()),
        number(traits.texture()),
        number(evidence.shiftCorrelation().orElse(Double.NaN)),
        number(focus.map(FocusMeasures::centreX).orElse(Double.NaN)),
        number(focus.map(FocusMeasures::centreY).orElse(Double.NaN)),
        values);
  }

  private static String answer(Optional<Answer> answer) {
    return answer.map(a -> number(a.probability()) + "," + a.classIndex()).orElse("NaN,-1");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.4f", value);
  }
}
