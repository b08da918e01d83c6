package io.camstream.ingest.bucket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestParserTest {
  @Test
  void shouldReadFilesAndLabels() {
    ManifestParser.Result result =
        parse("file,label\na.png,Parabasal\nsub/b c.png,\"Superficial, Intermediate\"\n");

    assertThat(result.labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a.png", "Parabasal", "sub/b c.png", "Superficial, Intermediate"));
    assertThat(result.badLines()).isZero();
  }

  @Test
  void shouldReadWhatSpreadsheetsWrite() {
    assertThat(parse("\ufeffLabel;Other;File\r\nMetaplastic;x;./ä.png\r\n").labels())
        .isEqualTo(Map.of("ä.png", "Metaplastic"));
  }

  @Test
  void shouldTakeARowWithoutLabelForAnUnlabelledImage() {
    ManifestParser.Result result = parse("file,label\na.png,\n");

    assertThat(result.labels()).isEmpty();
    assertThat(result.badLines()).isZero();
  }

  @Test
  void shouldLeaveOutBadLinesAndSayWhichAndWhy() {
    ManifestParser.Result result =
        parse(
            "file,label\n"
                + "a.png,A\n"
                + "b.png\n"
                + "\"c.png,C\n"
                + ",D\n"
                + "a.png,Z\n"
                + "a.png,A\n"
                + "e.png,"
                + "x".repeat(300)
                + "\nf.png,F\n");

    assertThat(result.labels()).isEqualTo(Map.of("a.png", "A", "f.png", "F"));
    assertThat(result.badLines()).isEqualTo(5);
    assertThat(result.problems())
        .extracting(problem -> problem.substring(0, 7))
        .containsExactly("line 3:", "line 4:", "line 5:", "line 6:", "line 8:");
  }

  @Test
  void shouldNotGuessAnotherEncoding() {
    ManifestParser.Result result =
        ManifestParser.parse("file,label\nä.png,A\nb.png,B\n".getBytes(ISO_8859_1));

    assertThat(result.labels()).isEqualTo(Map.of("b.png", "B"));
    assertThat(result.problems()).containsExactly("line 2: it is not UTF-8");
  }

  @Test
  void shouldReadNothingWithoutTheTwoColumns() {
    ManifestParser.Result result = parse("name,class\na.png,A\nb.png,B\n");

    assertThat(result.labels()).isEmpty();
    assertThat(result.problems())
        .containsExactly("line 1: the header has no columns 'file' and 'label'");
  }

  @Test
  void shouldReadNothingFromNothing() {
    assertThat(parse("").labels()).isEmpty();
    assertThat(parse("\n\n").badLines()).isZero();
    assertThat(ManifestParser.parse(new byte[] {0, 1, 2, (byte) 0xff}).labels()).isEmpty();
  }

  @Test
  void shouldReportOnlyTheFirstOfManyBadLines() {
    ManifestParser.Result result = parse("file,label\n" + "x\n".repeat(10_000));

    assertThat(result.badLines()).isEqualTo(10_000);
    assertThat(result.problems()).hasSize(5);
  }

  private static ManifestParser.Result parse(String text) {
    return ManifestParser.parse(text.getBytes(UTF_8));
  }
}
