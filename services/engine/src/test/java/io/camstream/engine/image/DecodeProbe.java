package io.camstream.engine.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Decodes one file in a process that does nothing else, for {@link HostileFilesTest}: prints {@code
 * ready}, waits for a byte, then prints the outcome.
 */
public final class DecodeProbe {

  private DecodeProbe() {}

  public static void main(String[] args) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(args[0]));
    DecodeLimits limits =
        new DecodeLimits(
            DecodeLimits.DEFAULT.maxPixels(),
            DecodeLimits.DEFAULT.maxSide(),
            DecodeLimits.DEFAULT.maxBytes(),
            DecodeLimits.DEFAULT.maxMemory(),
            Duration.ofMillis(Long.parseLong(args[1])));
    ImageDecoder decoder = new ImageDecoder(limits);
    System.out.println("ready");
    System.out.flush();
    System.in.read();
    String outcome;
    try {
      RgbImage image = decoder.decode(file);
      outcome = image.width() + " x " + image.height();
    } catch (UnreadableImageException e) {
      outcome = e.code() + ": " + e.getMessage();
    } catch (OutOfMemoryError e) {
      outcome = e.toString();
    }
    System.out.println(outcome);
    decoder.close();
  }
}
