/**
 * Suggestions for misspelt names: "did you mean …".
 *
 * <p>Entry point: {@link io.camstream.engine.naming.NearestName}.
 *
 * <p>Depends on nothing of ours.
 */
package io.camstream.engine.naming;
