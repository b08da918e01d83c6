package io.camstream.report.tables;

import java.util.function.Function;

/**
 * @param value the cell of one image: text, number, truth value, or null where it has none
 */
record Column<T>(String name, Function<T, Object> value) {}
