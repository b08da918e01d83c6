package io.camstream.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

  /** A megabyte of such names took 12 s, and no time limit would have ended it. */
  @Test
  void shouldTakeLinearTimeForNamesWithEqualHashCodes() {
    List<String> names = namesWithEqualHashCodes(15);
    StringBuilder csv = new StringBuilder("file,label\n");
    names.forEach(name -> csv.append(name).append(",A\n"));
    byte[] content = csv.toString().getBytes(UTF_8);

    Manifest manifest =
        assertTimeoutPreemptively(
            ofSeconds(10), () -> new Manifest("etag", ManifestParser.parse(content).labels()));

    assertThat(names).hasSize(1 << 15);
    assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
    assertThat(names).allSatisfy(name -> assertThat(manifest.label(name)).hasValue("A"));
  }

  /** "Aa" and "BB" have the same hash code, and so has every sequence of them of one length. */
  private static List<String> namesWithEqualHashCodes(int pairs) {
    List<String> names = List.of("");
    for (int i = 0; i < pairs; i++) {
      List<String> longer = new ArrayList<>();
      for (String name : names) {
        longer.add(name + "Aa");
        longer.add(name + "BB");
      }
      names = longer;
    }
    return names;
  }
}
