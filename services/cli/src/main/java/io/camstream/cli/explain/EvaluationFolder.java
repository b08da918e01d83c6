package io.camstream.cli.explain;

import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.engine.quality.EvaluationImage;
import io.camstream.engine.quality.RegionMask;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Images of a folder with their masks, loaded one at a time while they are iterated. An image that
 * can't be read is skipped and listed. For one thread; can be iterated once.
 */
public final class EvaluationFolder implements Iterable<EvaluationImage> {

  private final Path folder;
  private final List<Path> files;
  private final Optional<TruthMasks> truth;
  private final ImageDecoder decoder;
  private final List<ExplainedFile> failed = new ArrayList<>();

  private EvaluationFolder(
      Path folder, List<Path> files, Optional<TruthMasks> truth, ImageDecoder decoder) {
    this.folder = folder;
    this.files = files;
    this.truth = truth;
    this.decoder = decoder;
  }

  /**
   * Lists the folders.
   *
   * @param decoder decodes images and masks
   * @throws UserError if there is no folder, or no image in it
   */
  public static EvaluationFolder open(Path images, Optional<Path> truth, ImageDecoder decoder) {
    if (!Files.isDirectory(images)) {
      throw new UserError("There is no folder of images at " + Quoted.of(images.toString()) + ".");
    }
    return new EvaluationFolder(
        images, InputFiles.of(List.of(images)), truth.map(TruthMasks::new), decoder);
  }

  public int size() {
    return files.size();
  }

  /** The images that could not be read so far. */
  public List<ExplainedFile> failed() {
    return List.copyOf(failed);
  }

  @Override
  public Iterator<EvaluationImage> iterator() {
    return files.stream().map(this::load).filter(Objects::nonNull).iterator();
  }

  /** Loads an image; null if it can't be read, which is then listed. */
  private EvaluationImage load(Path file) {
    try {
      RgbImage image = decoder.decode(Files.readAllBytes(file));
      return withMasks(file, image);
    } catch (UnreadableImageException e) {
      failed.add(ExplainedFile.failed(file, e.code(), e.getMessage()));
    } catch (IOException e) {
      failed.add(ExplainedFile.failed(file, "UNREADABLE_FILE", "the file can't be read: " + e));
    }
    return null;
  }

  private EvaluationImage withMasks(Path file, RgbImage image) {
    try {
      return new EvaluationImage(file.getFileName().toString(), image, masks(file));
    } catch (IllegalArgumentException e) {
      throw new UserError("The truth does not fit the images: " + e.getMessage() + ".", e);
    }
  }

  private Map<String, RegionMask> masks(Path file) {
    Map<String, RegionMask> masks = new TreeMap<>();
    if (truth.isPresent()) {
      List<Path> beside =
          files.stream().filter(other -> other.getParent().equals(file.getParent())).toList();
      truth
          .get()
          .of(folder.relativize(file), beside)
          .forEach((region, mask) -> masks.put(region, read(mask)));
    }
    return masks;
  }

  private RegionMask read(Path mask) {
    try {
      return RegionMask.of(decoder.decode(Files.readAllBytes(mask)));
    } catch (IOException | UnreadableImageException e) {
      throw new UserError(
          "Can't read the mask " + Quoted.of(mask.toString()) + ": " + e.getMessage() + ".", e);
    }
  }
}
