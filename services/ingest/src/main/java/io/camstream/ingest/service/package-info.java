/**
 * The ingest service: its settings, its loop and its readiness.
 *
 * <p>Entry point: {@link io.camstream.ingest.service.IngestService}.
 *
 * <p>Depends on {@code ingest.publish}, {@code ingest.bucket} and {@code platform}.
 */
package io.camstream.ingest.service;
