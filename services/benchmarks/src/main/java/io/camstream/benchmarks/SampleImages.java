package io.camstream.benchmarks;

import io.camstream.cli.run.ImageFolder;
import io.camstream.cli.run.LocalImage;
import io.camstream.ingest.bucket.ImageTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The files that are measured with, again and again where more are needed. */
record SampleImages(Path folder, List<LocalImage> files) {

  static SampleImages in(Path folder) {
    return new SampleImages(
        folder, ImageFolder.scan(folder, "", key -> ImageTypes.ofKey(key).isPresent()).images());
  }

  Path file(int number) {
    return files.get(number % files.size()).file();
  }

  /** As many images as wanted, each with a key of its own below a batch. */
  List<LocalImage> numbered(int count, String batch) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              LocalImage image = files.get(i % files.size());
              return new LocalImage(image.file(), "%s/%06d/%s".formatted(batch, i, image.key()));
            })
        .toList();
  }
}
