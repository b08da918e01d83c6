/**
 * Evidence of one image for an audit of the model: where the heat of its map lies, whether the
 * model depends on that place, and how stable the map is. Whether a model relies on a shortcut is
 * decided over many images, not here.
 */
package io.camstream.engine.audit;
