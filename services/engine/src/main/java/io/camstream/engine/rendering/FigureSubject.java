package io.camstream.engine.rendering;

import io.camstream.engine.explanation.ImageExplanation;
import io.camstream.engine.image.RgbImage;

/**
 * What figures show.
 *
 * @param maps of the explanation
 * @param imageName for the figure's second line; any text
 * @param modelName likewise
 */
public record FigureSubject(
    RgbImage image,
    ImageExplanation explanation,
    DrawnMaps maps,
    String imageName,
    String modelName) {}
