package io.camstream.cli.corpus;

import static io.camstream.cli.corpus.CorpusFile.EXPLAINED;
import static io.camstream.cli.corpus.CorpusFile.PASSED_OVER;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hostile files and what is to become of each. */
final class Corpus {

  private static final String EMPTY = "EMPTY_FILE";
  private static final String UNSUPPORTED = "UNSUPPORTED_FORMAT";
  private static final String UNREADABLE = "UNREADABLE_IMAGE";
  private static final String TOO_LARGE = "IMAGE_TOO_LARGE";
  private static final List<String> FORMATS = List.of("png", "jpg", "bmp", "tif", "webp");
  private static final Map<String, String> SAMPLES =
      Map.of(
          "png", "plain.png",
          "jpg", "plain.jpg",
          "bmp", "plain.bmp",
          "tif", "plain.tif",
          "webp", "colour.webp");

  /** Reads as text without a problem, but must never act as anything. */
  static final String SCRIPT = "<script>alert('owned')</script>";

  private final List<CorpusFile> files = new ArrayList<>();

  private Corpus() {}

  static List<CorpusFile> files() {
    Corpus corpus = new Corpus();
    corpus.addContents();
    corpus.addTruncated();
    corpus.addFlipped();
    corpus.addBombs();
    corpus.addKinds();
    corpus.addKeys();
    corpus.addBatches();
    return List.copyOf(corpus.files);
  }

  private void add(String what, String key, byte[] content, String expected) {
    files.add(CorpusFile.of(what, key, content, expected));
  }

  private void addContents() {
    files.add(CorpusFile.text("empty", "content/empty.png", "", EMPTY));
    files.add(CorpusFile.text("text named png", "content/text.png", "no picture", UNSUPPORTED));
    files.add(CorpusFile.text("page named png", "content/page.png", SCRIPT, UNSUPPORTED));
    files.add(CorpusFile.text("text named tif", "content/text.tif", "II*", UNSUPPORTED));
    add("GIF named png", "content/gif.png", Pictures.sample("plain.gif"), UNSUPPORTED);
    for (int i = 0; i < FORMATS.size(); i++) {
      String format = FORMATS.get(i);
      String other = FORMATS.get((i + 1) % FORMATS.size());
      byte[] sample = sample(format);
      add("whole " + format, "content/whole." + format, sample, EXPLAINED);
      add(format + " named " + other, "content/wrong-" + format + "." + other, sample, EXPLAINED);
    }
  }

  private static byte[] sample(String format) {
    return Pictures.sample(SAMPLES.get(format));
  }

  private void addTruncated() {
    for (String format : FORMATS) {
      byte[] whole = sample(format);
      int[] lengths = {2, 20, whole.length / 4, whole.length * 3 / 4, whole.length - 1};
      for (int length : lengths) {
        add(
            "%s cut after %d of %d bytes".formatted(format, length, whole.length),
            "truncated/%05d.%s".formatted(length, format),
            Pictures.truncated(whole, length),
            Known.TRUNCATED.getOrDefault(format + " " + length, UNREADABLE));
      }
    }
  }

  private void addFlipped() {
    for (String format : FORMATS) {
      for (int seed = 1; seed <= 4; seed++) {
        add(
            "%s with 8 flipped bits, seed %d".formatted(format, seed),
            "flipped/%d.%s".formatted(seed, format),
            Pictures.flipped(sample(format), seed),
            Known.FLIPPED.getOrDefault(format + " " + seed, UNREADABLE));
      }
    }
  }

  private void addBombs() {
    add("PNG of 50,000 x 50,000", "bombs/bomb.png", Pictures.pngBomb(50_000), TOO_LARGE);
    add(
        "PNG that says 60,000 x 60,000",
        "bombs/lie.png",
        Pictures.lyingPng(sample("png"), 60_000, 60_000),
        TOO_LARGE);
    add(
        "PNG that says 9,000 x 9,000",
        "bombs/large-lie.png",
        Pictures.lyingPng(sample("png"), 9_000, 9_000),
        UNREADABLE);
    add(
        "PNG that says 0 x 48",
        "bombs/no-width.png",
        Pictures.lyingPng(sample("png"), 0, 48),
        UNREADABLE);
    add(
        "PNG that says -1 x 48",
        "bombs/negative.png",
        Pictures.lyingPng(sample("png"), -1, 48),
        TOO_LARGE);
    add(
        "BMP that says 60,000 x 60,000",
        "bombs/lie.bmp",
        Pictures.lyingBmp(sample("bmp"), 60_000, 60_000),
        TOO_LARGE);
    add(
        "BMP that says 2^31 - 1 x 2^31 - 1",
        "bombs/largest.bmp",
        Pictures.lyingBmp(sample("bmp"), Integer.MAX_VALUE, Integer.MAX_VALUE),
        TOO_LARGE);
    add("1 x 1", "bombs/dot.png", Pictures.png(1, 1), EXPLAINED);
    add("1 x 20,000", "bombs/tall.png", Pictures.png(1, 20_000), EXPLAINED);
    add("20,000 x 1", "bombs/wide.png", Pictures.png(20_000, 1), EXPLAINED);
  }

  private void addKinds() {
    Map<String, String> kinds =
        Map.of(
            "animated.png", "animated PNG",
            "animated.webp", "animated WebP",
            "pages.tif", "TIFF of two pages",
            "cmyk.jpg", "CMYK JPEG",
            "grey16.png", "16-bit grey PNG",
            "colour16.png", "16-bit colour PNG",
            "palette-transparent.png", "palette with transparency",
            "interlaced.png", "interlaced PNG",
            "bad-profile.png", "PNG with a corrupt colour profile",
            "bad-profile.jpg", "JPEG with a corrupt colour profile");
    kinds.forEach((name, what) -> add(what, "kinds/" + name, Pictures.sample(name), EXPLAINED));
    add("lossy WebP", "kinds/lossy.webp", Pictures.sample("lossy.webp"), EXPLAINED);
  }

  private void addKeys() {
    addKey("key with spaces", "keys/a b  c .png");
    addKey("key with %2F", "keys/a%2Fb.png");
    addKey("key with a per cent sign", "keys/100%.png");
    addKey("key with plus signs", "keys/a+b+.png");
    addKey("key with dots", "keys/a..b.png");
    addKey("key of dots", "keys/....png");
    addKey("key with an emoji", "keys/\uD83D\uDD2C.png");
    addKey("key with a right-to-left mark", "keys/evil\u202Egnp.exe.png");
    addKey("key with a zero-width space", "keys/a\u200Bb.png");
    addKey("key with a line break", "keys/a\nFATAL injected line.png");
    addKey("key with a carriage return", "keys/a\r\nb.png");
    addKey("key with a tab", "keys/\tb.png");
    addKey("key with an escape sequence", "keys/\u001b[31mred.png");
    addKey("key with a script", "keys/" + SCRIPT.replace("/", "\\") + ".png");
    addKey("key with a script in folders", "keys/" + SCRIPT + ".png");
    addKey("key with an event handler", "keys/\"><img src=x onerror=alert(1)>.png");
    addKey("key with quotes", "keys/'\"`.png");
    addKey("key with an entity", "keys/&lt;b&gt;.png");
    addKey("key with a template", "keys/${7*7}#{7*7}{{7*7}}.png");
    addKey("key with a log pattern", "keys/${jndi:ldap:x}%n%msg{}.png");
    addKey("key with a backslash", "keys/..\\..\\up.png");
    addKey("formula =", "keys/=HYPERLINK(\"x\").png");
    addKey("formula +", "keys/+1+1.png");
    addKey("formula -", "keys/-1+1.png");
    addKey("formula @", "keys/@SUM(1).png");
    addKey("key with semicolons and commas", "keys/a,b;c.png");
    addKey("name of a device", "keys/CON.png");
    addKey("option", "keys/--help.png");
    addKey("upper case", "keys/CASE.png");
    addKey("lower case", "keys/case.png");
    addKey("one name", "keys/twin.png");
    addKey("the same name, another extension", "keys/twin.jpg");
    addKey("composed letters", "keys/" + Normalizer.normalize("é", Normalizer.Form.NFC) + ".png");
    addKey("decomposed letters", "keys/" + Normalizer.normalize("é", Normalizer.Form.NFD) + ".png");
    String folders = ("x".repeat(198) + "/").repeat(5).substring(0, 991);
    addKey("key of 1,000 bytes", "keys/" + folders + ".png");
    addKey("deep key", "keys/" + "d/".repeat(100) + "deep.png");
    add(
        "file that looks like our own output",
        "keys/cell.png/0123456789ab/cell_gradcam.png",
        Pictures.png(1),
        PASSED_OVER);
    addKey("key that our output could shadow", "keys/shadow.png/0123456789ab/other_original.png");
  }

  private void addKey(String what, String key) {
    add(what, key, Pictures.png(key.hashCode()), EXPLAINED);
  }

  private void addBatches() {
    addKey("no batch", "root.png");
    addKey("batch with a formula", "=cmd|' !A0'/x.png");
    addKey("batch with markup", "<img src=x onerror=alert(1)>/x.png");
    addKey("batch with a line break", "two\nlines/x.png");
    addKey("batch with a right-to-left mark", "\u202Ebatch/x.png");
    addKey("batch with a per cent sign", "%2e%2e/x.png");
    addKey("batch of three dots", ".../x.png");
  }
}
