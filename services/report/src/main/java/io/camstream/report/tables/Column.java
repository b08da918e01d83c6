package io.camstream.report.tables;

import java.util.function.Function;

/**
 * @param value the cell of one image: text, number, boolean, or null if it has no value
 */
record Column<T>(String name, Function<T, Object> value) {}
