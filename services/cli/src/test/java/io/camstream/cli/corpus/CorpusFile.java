package io.camstream.cli.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One hostile file.
 *
 * @param what it is, in plain words without its key
 * @param expected outcomes of its versions, in the order of their arrival: {@link #EXPLAINED}, a
 *     failure's code (alternatives separated by a bar), or {@link #PASSED_OVER}
 */
record CorpusFile(String what, String key, byte[] content, List<String> expected) {

  /** It has an explanation. */
  static final String EXPLAINED = "EXPLAINED";

  /** Ingest does not publish it. */
  static final String PASSED_OVER = "PASSED_OVER";

  static CorpusFile of(String what, String key, byte[] content, String... expected) {
    return new CorpusFile(what, key, content, List.of(expected));
  }

  static CorpusFile text(String what, String key, String content, String expected) {
    return of(what, key, content.getBytes(StandardCharsets.UTF_8), expected);
  }
}
