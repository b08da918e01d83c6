package io.camstream.engine.method;

/**
 * A map as a method makes it.
 *
 * @param height rows
 * @param width columns
 * @param values row-major, signed
 * @param nil zero by mathematics
 * @param fragile a tiny change of the input changes it visibly
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once.
public record RawMap(int height, int width, float[] values, boolean nil, boolean fragile) {}
