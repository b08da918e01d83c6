package io.camstream.cli.compare;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One image of a run.
 *
 * @param name key of the image within its batch: what both runs must have in common
 * @param border share of the heat on the border, 0..1; NaN where it is not known
 * @param hotOutside share of the hot region outside of the object; NaN where it is not known
 * @param overlay file with the map of the predicted class over the image
 * @param maps file with the raw maps
 */
public record ComparedImage(
    String name,
    Optional<String> label,
    String predictedClass,
    double confidence,
    double border,
    double hotOutside,
    Optional<Path> overlay,
    Optional<Path> maps) {}
