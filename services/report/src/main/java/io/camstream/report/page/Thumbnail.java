package io.camstream.report.page;

import java.util.Base64;

/**
 * A small picture of an image, for the page.
 *
 * @param jpeg the encoded picture; immutable by convention
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read only by dataUri().
public record Thumbnail(byte[] jpeg, int width, int height) {

  public String dataUri() {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }
}
