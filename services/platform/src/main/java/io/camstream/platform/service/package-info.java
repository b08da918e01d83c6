/**
 * The lifecycle of a service process: setup, start, health endpoints, shutdown.
 *
 * <p>Entry points: {@link io.camstream.platform.service.ServiceRunner} runs a {@link
 * io.camstream.platform.service.Service} until it ends or a signal arrives; {@link
 * io.camstream.platform.service.HealthServer} serves liveness, readiness and metrics; {@link
 * io.camstream.platform.service.SystemSetup} creates topics, schemas and buckets.
 *
 * <p>Depends on the other packages of {@code platform}.
 */
package io.camstream.platform.service;
