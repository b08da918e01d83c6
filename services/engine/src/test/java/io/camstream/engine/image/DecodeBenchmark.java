package io.camstream.engine.image;

import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.Picture;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From an image's file to its pixels. */
public class DecodeBenchmark extends Microbenchmark {

  private final ImageDecoder decoder = new ImageDecoder();

  @Param({
    "cell.bmp",
    "cell.png",
    "cell.jpg",
    "cell.tif",
    "cell.webp",
    "field.bmp",
    "field.png",
    "field.jpg"
  })
  private String name;

  private byte[] file;

  @Setup
  public void write() {
    String[] parts = name.split("\\.", -1);
    file =
        name.equals("cell.webp")
            ? Picture.webpCell()
            : Picture.valueOf(parts[0].toUpperCase(Locale.ROOT)).file(parts[1]);
  }

  @Benchmark
  public RgbImage decode() throws UnreadableImageException {
    return decoder.decode(file);
  }
}
