/**
 * The report service: its settings, its streams client, and the writing of changed reports to the
 * object store.
 *
 * <p>Entry points: {@link io.camstream.report.service.ReportService}; {@link
 * io.camstream.report.service.ReportWriter} writes the files of a batch.
 *
 * <p>Depends on all other packages of {@code report} and on {@code platform}.
 */
package io.camstream.report.service;
