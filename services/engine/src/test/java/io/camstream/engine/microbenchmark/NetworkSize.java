package io.camstream.engine.microbenchmark;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.convnext.CheckpointFolder;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.Preprocessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;

/** ConvNeXtV2 networks of random weights and five classes: speed does not depend on the weights. */
public enum NetworkSize {
  /** ConvNeXtV2-Tiny (arXiv 2301.00808) at 224 × 224: what is measured. */
  TINY(224, new int[] {96, 192, 384, 768}, new int[] {3, 3, 9, 3}),
  /** As small as can be: for a test that everything runs. */
  SMALL(64, new int[] {8, 12, 16, 20}, new int[] {1, 1, 1, 1});

  private static final long SEED = 20;
  private static final int CLASSES = 5;

  private final int side;
  private final int[] widths;
  private final int[] depths;

  NetworkSize(int side, int[] widths, int[] depths) {
    this.side = side;
    this.widths = widths;
    this.depths = depths;
  }

  /** Starts the tensor library with one thread and loads the network. */
  public ConvNext load() {
    return ConvNext.load(checkpoint(), TorchRuntime.device(TorchRuntime.start(1), "cpu"));
  }

  /** The cell, as many times as wanted, as the network takes it. */
  public List<PixelValues> inputs(int images) {
    PixelValues cell = new Preprocessor(checkpoint().preprocessor()).preprocess(Picture.CELL.rgb());
    return Collections.nCopies(images, cell);
  }

  private Checkpoint checkpoint() {
    try {
      return Checkpoint.read(folder());
    } catch (CheckpointException e) {
      throw new IllegalStateException("the random checkpoint can't be read", e);
    }
  }

  /** Written once, since each of many processes reads it. */
  private Path folder() {
    Path folder = Path.of("target", "microbenchmark", toString());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      Path unfinished = Files.createTempDirectory(folder.getParent(), toString());
      CheckpointFolder.random("convnextv2", SEED, widths, depths, CLASSES, 1e-12)
          .preprocessor(config -> config.putObject("size").put("shortest_edge", side))
          .write(unfinished);
      return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
