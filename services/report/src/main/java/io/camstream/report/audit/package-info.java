/**
 * The audit of a batch: turns the evidence of its images into findings with counts, rules and
 * images, clusters the maps of each predicted class, and measures calibration.
 *
 * <p>Entry points: {@link io.camstream.report.audit.AuditScan} takes the images one by one, with
 * memory that does not grow with their number; {@link io.camstream.report.audit.Findings} is the
 * result. All functions are pure, and the order of images has no influence.
 *
 * <p>Depends on no other package of CamStream. {@code docs/audit.md} documents each rule.
 */
package io.camstream.report.audit;
