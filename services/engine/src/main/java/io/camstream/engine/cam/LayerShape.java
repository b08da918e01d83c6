package io.camstream.engine.cam;

/**
 * What is known about a layer before anything is computed.
 *
 * @param lastBlock whether it is the output of the last block, which the classifier pools
 * @param height rows of its maps
 * @param width columns of its maps
 */
public record LayerShape(boolean lastBlock, int height, int width) {}
