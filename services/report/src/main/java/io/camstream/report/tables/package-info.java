/**
 * The tables and the summary of a batch: results, failures, counts, accuracy, confusion matrix.
 *
 * <p>Entry points: {@link io.camstream.report.tables.ResultsTable}, {@link
 * io.camstream.report.tables.FailuresTable}, {@link io.camstream.report.tables.SummaryBuilder}.
 *
 * <p>Depends on {@code report.topology} for rows.
 */
package io.camstream.report.tables;
