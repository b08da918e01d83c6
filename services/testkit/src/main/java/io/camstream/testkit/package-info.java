/**
 * What the tests of several modules share: real servers that all test classes of a JVM use, an
 * object store that fails on request, and one in-memory object store.
 *
 * <p>Entry points: {@link io.camstream.testkit.SharedServers}, {@link
 * io.camstream.testkit.FaultyStore}, {@link io.camstream.testkit.InMemoryObjectStore}, {@link
 * io.camstream.testkit.SampleRecords}. Depends on {@code embedded}, {@code platform} and {@code
 * schemas}; is not shipped.
 */
package io.camstream.testkit;
