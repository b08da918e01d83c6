package io.camstream.ingest.bucket;

import java.util.regex.Pattern;

/**
 * A pattern for object keys. {@code *} and {@code ?} stand for characters other than a slash,
 * {@code **} for any characters, everything else for itself; upper and lower case are the same.
 *
 * <p>Java's path patterns can't be used: they fail on keys that are not valid paths on the local
 * file system.
 */
public final class Glob {
  private final Pattern pattern;

  public Glob(String glob) {
    this.pattern =
        Pattern.compile(
            regex(glob), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  public boolean matches(String key) {
    return pattern.matcher(key).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else {
        char c = glob.charAt(i);
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(Character.toString(c));
            });
        i += 1;
      }
    }
    return regex.toString();
  }
}
