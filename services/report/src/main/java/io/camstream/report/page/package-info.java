/**
 * The HTML page of a batch.
 *
 * <p>Entry point: {@link io.camstream.report.page.ReportPage}.
 *
 * <p>Depends on {@code report.tables}. Text from images, labels and models is hostile and is
 * escaped here.
 */
package io.camstream.report.page;
