package io.camstream.cli.corpus;

import java.util.Map;

/**
 * What becomes of broken files where it is not that they are unreadable: decoders read on over much
 * that is broken, as PIL does, and the first bytes alone are no known format.
 */
final class Known {

  /** By format and length in bytes. */
  static final Map<String, String> TRUNCATED =
      Map.of(
          "png 2", "UNSUPPORTED_FORMAT",
          "jpg 2", "UNSUPPORTED_FORMAT",
          "tif 2", "UNSUPPORTED_FORMAT",
          "webp 2", "UNSUPPORTED_FORMAT",
          "png 906", CorpusFile.EXPLAINED);

  /** By format and seed. */
  static final Map<String, String> FLIPPED =
      Map.ofEntries(
          Map.entry("jpg 1", CorpusFile.EXPLAINED),
          Map.entry("jpg 3", CorpusFile.EXPLAINED),
          Map.entry("jpg 4", CorpusFile.EXPLAINED),
          Map.entry("bmp 1", CorpusFile.EXPLAINED),
          Map.entry("bmp 2", CorpusFile.EXPLAINED),
          Map.entry("bmp 3", CorpusFile.EXPLAINED),
          Map.entry("bmp 4", CorpusFile.EXPLAINED),
          Map.entry("tif 1", CorpusFile.EXPLAINED),
          Map.entry("tif 2", CorpusFile.EXPLAINED),
          Map.entry("tif 3", CorpusFile.EXPLAINED));

  private Known() {}

  /** What becomes of a key that stands on the topic alone; stores differ over some. */
  static String onTopic(String key) {
    if (key.startsWith("/")) {
      return "STORE_DENIED|OBJECT_GONE";
    }
    return key.contains("//") ? "OBJECT_GONE" : "OBJECT_NAME_UNSUPPORTED";
  }
}
