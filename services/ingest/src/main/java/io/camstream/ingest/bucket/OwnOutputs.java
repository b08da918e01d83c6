package io.camstream.ingest.bucket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises the pictures that the worker writes, {@code <image key>/<12 characters of the
 * etag>/<image name>_….png}, so that an explanation is never explained again.
 *
 * <p>The folder must repeat the image's name with an image's extension, or be shortened to a digest
 * as the worker does with long names: {@code patient1/slide2/patient1_01.png} is an image.
 */
final class OwnOutputs {
  private static final String DIGEST = "~[0-9a-f]{16}";
  private static final Pattern OUTPUT =
      Pattern.compile(
          "(?:.*/)?(?<folder>[^/]+)/[0-9A-Za-z-]{12}/(?<stem>[^/]+?)"
              + "_(?:original|comparison|probabilities|classes_[a-z]+|[a-z]+)\\.png",
          Pattern.DOTALL);
  private static final Pattern SHORTENED = Pattern.compile("(?<start>.*)" + DIGEST, Pattern.DOTALL);

  private OwnOutputs() {}

  static boolean contains(String key) {
    Matcher output = OUTPUT.matcher(key);
    if (!output.matches()) {
      return false;
    }
    String folder = output.group("folder");
    String stem = output.group("stem");
    Matcher shortenedFolder = SHORTENED.matcher(folder);
    if (shortenedFolder.matches()) {
      String start = shortenedFolder.group("start");
      Matcher shortenedStem = SHORTENED.matcher(stem);
      String stemStart = shortenedStem.matches() ? shortenedStem.group("start") : stem;
      return start.startsWith(stemStart) || stemStart.startsWith(start);
    }
    return folder.startsWith(stem + ".") && ImageTypes.ofKey(folder).isPresent();
  }
}
