/**
 * The worker service: its settings, its Kafka Streams client and its readiness.
 *
 * <p>Entry point: {@link io.camstream.worker.service.WorkerService}.
 *
 * <p>Depends on {@code worker.topology}, {@code worker.pipeline} and {@code platform}.
 */
package io.camstream.worker.service;
