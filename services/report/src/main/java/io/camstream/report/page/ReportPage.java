package io.camstream.report.page;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.camstream.report.tables.BatchSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code index.html}: a page that needs nothing but itself. Its size is bounded by the number of
 * images and failures given, by {@value #MAP_VALUES} values of maps, and by tables that show the
 * first {@value #TABLE_ROWS} entries.
 *
 * <p>Names, labels and messages are anybody's: the template escapes all it prints, the data for the
 * viewer are escaped by {@link DataIsland}, scripts put text into the page as text only, and a
 * Content-Security-Policy lets nothing run but the page's own script, nothing load but data URIs.
 *
 * <p>Thread-safe.
 */
public final class ReportPage {

  /** Most values of all maps in a page: 6 million floats are 32 MB of base64. */
  static final long MAP_VALUES = 6_000_000;

  /** Most rows of a table of classes, labels or kinds of failures. */
  static final int TABLE_ROWS = 200;

  // In the order in which they need each other.
  private static final List<String> SCRIPTS =
      List.of("heatmap.js", "colours.js", "page.js", "gallery.js", "viewer.js");

  private final Template template;
  private final String style;
  private final String script;

  public ReportPage() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(ReportPage.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat(",##0");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    this.style = resource("report.css");
    this.script = SCRIPTS.stream().map(ReportPage::resource).collect(Collectors.joining());
    try {
      this.template = configuration.getTemplate("report.ftlh");
    } catch (IOException e) {
      throw new UncheckedIOException("the page's template can't be read", e);
    }
  }

  /** Writes the page, without closing the writer. */
  public void write(PageContent content, Writer out) throws IOException {
    BatchSummary summary = content.summary();
    Map<String, Object> model = new HashMap<>();
    model.put("summary", summary);
    model.put("confusion", ConfusionView.of(summary.confusionMatrix()));
    model.put(
        "tallestBin", summary.confidence().stream().mapToLong(ReportPage::images).max().orElse(0));
    model.put("cards", content.gallery().stream().map(Card::of).toList());
    model.put("failed", content.failures().stream().map(FailureCard::of).toList());
    model.put("tableRows", TABLE_ROWS);
    model.put("data", ViewerData.json(content.gallery(), MAP_VALUES));
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    try {
      template.process(model, out);
    } catch (TemplateException e) {
      throw new IllegalStateException("the page's template does not fit its data", e);
    }
  }

  private static long images(BatchSummary.ConfidenceBin bin) {
    return bin.correct() + bin.misclassified() + bin.unlabelled();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be read", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
