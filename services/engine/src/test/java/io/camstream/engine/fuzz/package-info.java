/**
 * Fuzz targets: classes with a method {@code fuzzerTestOneInput(byte[])}, which Jazzer calls in the
 * profile {@code fuzz}. To add one, write the class, put seeds into a folder of {@code
 * src/test/resources/fuzz} that has its simple name, and add an execution to the profile; {@code
 * FuzzSeedsTest} finds it by its seeds and runs them in every build.
 */
package io.camstream.engine.fuzz;
