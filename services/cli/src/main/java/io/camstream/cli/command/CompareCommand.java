package io.camstream.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camstream.cli.compare.Comparison;
import io.camstream.cli.compare.ComparisonPage;
import io.camstream.cli.compare.ResultsFolder;
import io.camstream.cli.terminal.Table;
import io.camstream.cli.terminal.Terminal;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two runs over the same images: before and after a change of the model. */
@Command(
    name = "compare",
    header = "Compares two runs over the same images.",
    description =
        "%nShows changed predictions, how alike the maps are, where the heat lies, and findings of"
            + " the audit that appeared and disappeared. Writes comparison.html, with both maps of"
            + " each changed image, and comparison.json.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream compare results-before results-after --out comparison")
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The --out folder of a run, or a batch's folder below its reports.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Likewise, of the run to compare with.")
  private Path second;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "camstream-comparison",
      description =
          "Folder for the page; files of the same names are replaced. Default:"
              + " ${DEFAULT-VALUE}")
  private Path out;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    ResultsFolder before = ResultsFolder.read(first);
    ResultsFolder after = ResultsFolder.read(second);
    Comparison comparison = Comparison.of(before, after);
    if (comparison.common() == 0) {
      throw new UserError(
          "The two runs have no image in common; images are matched by their path in the images"
              + " folder.");
    }
    try {
      Files.createDirectories(out);
      Path page = out.resolve("comparison.html");
      Files.writeString(page, new ComparisonPage(out).of(before, after, comparison));
      Files.write(out.resolve("comparison.json"), json(comparison));
      print(comparison, page);
    } catch (IOException e) {
      throw new UserError("Can't write to " + Quoted.of(out.toString()) + ": " + e, e);
    }
    return ExitCode.OK;
  }

  private static void print(Comparison comparison, Path page) {
    Terminal terminal = Terminal.ofProcess();
    terminal.line(
        "%d images in both, %d predictions changed; %d images only in A, %d only in B."
            .formatted(
                comparison.common(),
                comparison.changed().size(),
                comparison.onlyFirst(),
                comparison.onlySecond()));
    Table table =
        new Table("class in A", "images", "changed", "map correlation", "border", "outside");
    for (Comparison.ClassChange change : comparison.classes()) {
      table.row(
          Header.unquoted(change.name()),
          "" + change.images(),
          "" + change.changed(),
          number(change.rankCorrelation()),
          number(change.firstBorder()) + " / " + number(change.secondBorder()),
          number(change.firstOutside()) + " / " + number(change.secondOutside()));
    }
    table.print(terminal);
    findings(terminal, "appeared", comparison.appeared());
    findings(terminal, "disappeared", comparison.disappeared());
    terminal.field("page", page.toAbsolutePath().normalize().toString());
  }

  private static void findings(Terminal terminal, String what, List<String> sentences) {
    sentences.forEach(sentence -> terminal.line("  " + what + ": " + Header.unquoted(sentence)));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static byte[] json(Comparison comparison) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("images_in_both", comparison.common())
        .put("images_only_in_a", comparison.onlyFirst())
        .put("images_only_in_b", comparison.onlySecond());
    ArrayNode classes = root.putArray("classes");
    for (Comparison.ClassChange change : comparison.classes()) {
      ObjectNode node = classes.addObject().put("class", change.name());
      node.put("images", change.images()).put("changed", change.changed());
      known(node, "rank_correlation", change.rankCorrelation());
      known(node, "border_share_a", change.firstBorder());
      known(node, "border_share_b", change.secondBorder());
      known(node, "hot_outside_a", change.firstOutside());
      known(node, "hot_outside_b", change.secondOutside());
    }
    ArrayNode changed = root.putArray("changed");
    for (Comparison.Change change : comparison.changed()) {
      ObjectNode node = changed.addObject().put("image", change.first().name());
      node.put("predicted_a", change.first().predictedClass())
          .put("confidence_a", change.first().confidence())
          .put("predicted_b", change.second().predictedClass())
          .put("confidence_b", change.second().confidence());
      known(node, "rank_correlation", change.rankCorrelation());
    }
    comparison.appeared().forEach(root.putArray("findings_appeared")::add);
    comparison.disappeared().forEach(root.putArray("findings_disappeared")::add);
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static void known(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
