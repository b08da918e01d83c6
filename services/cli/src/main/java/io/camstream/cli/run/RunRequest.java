package io.camstream.cli.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Request for a run.
 *
 * @param model folder of the checkpoint
 * @param images folder of the images
 * @param batch the batch of all images; empty: each sub-folder is a batch
 * @param labels CSV file with the columns {@code file} and {@code label}
 * @param out folder of the results
 */
public record RunRequest(
    Path model, Path images, Optional<String> batch, Optional<Path> labels, Path out) {}
