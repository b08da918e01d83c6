package io.camstream.cli.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to explain, and where to.
 *
 * @param model folder of the checkpoint
 * @param images folder of the images
 * @param batch the one batch of all images; empty: sub-folders are batches
 * @param labels CSV file with the columns {@code file} and {@code label}
 * @param out folder of the results
 */
public record RunRequest(
    Path model, Path images, Optional<String> batch, Optional<Path> labels, Path out) {}
