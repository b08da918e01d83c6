package io.camstream.report.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Links from a page ({@code <reports bucket>/<batch>/index.html}) to objects of the other buckets.
 * They are relative, so they work on any object store with path-style addresses, and in a folder
 * that the buckets were copied to.
 */
final class ObjectLink {

  private ObjectLink() {}

  /**
   * The link; empty for a key that a browser would normalise: one with an empty, {@code .} or
   * {@code ..} segment.
   */
  static Optional<String> to(String bucket, String key) {
    String[] segments = (bucket + "/" + key).split("/", -1);
    boolean resolvable =
        Arrays.stream(segments)
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!resolvable) {
      return Optional.empty();
    }
    return Optional.of(
        Stream.concat(Stream.of("..", ".."), Arrays.stream(segments).map(ObjectLink::encode))
            .collect(Collectors.joining("/")));
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
